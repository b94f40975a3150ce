//! The words of a mail that tries an organisation's own mail server.
use access::DueMail;
use chrono::{DateTime, Utc};
use kernel::Error;
use serde::Deserialize;

use super::{Words, moment, to_one_of_ours};

#[derive(Debug, Deserialize)]
struct Tested {
    at: DateTime<Utc>,
    by: String,
    host: String,
}

/// To whoever tries it.
pub(super) fn tested(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Tested { at, by, host } = Tested::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    Ok(Words {
        subject: format!("Your mail server works: {organisation_name}"),
        before: vec![
            format!("{by} asked for this mail, on {}. It left by {host}.", moment(mail, at)),
            format!("From now on the orders of {organisation_name} leave the same way."),
        ],
        link: None,
        after: vec!["There is nothing to do.".into()],
        footer: to_one_of_ours(mail, origin),
    })
}
