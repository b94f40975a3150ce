//! The words to operators, who belong to no organisation.
use access::DueMail;
use kernel::Error;
use serde::Deserialize;

use super::{
    Link, Words,
    confirmation::{Denied, with_code},
    when_and_where,
};

/// What a mail to an operator is about.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OperatorMailKind {
    /// What they are about to do, and the code by which they confirm it.
    Confirmation,
    /// One of them said that it was not they who asked for that.
    ConfirmationDenied,
}

pub(super) fn words(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    match serde_json::from_value(mail.kind.clone().into())? {
        OperatorMailKind::Confirmation => {
            with_code(mail, &format!("{origin}/operator/deny-confirmation"), to_an_operator(mail, origin))
        }
        OperatorMailKind::ConfirmationDenied => denied(mail, origin),
    }
}

fn denied(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let denied = Denied::deserialize(&mail.facts)?;
    let standing = denied.standing().to_owned();
    let Denied { happened, by, title, .. } = denied;
    Ok(Words {
        subject: format!("Somebody else may use the operator account of {by}"),
        before: vec![
            format!(
                "By a link in the mailbox of {by} it was said that it was not {by} who asked for this, {}:",
                when_and_where(mail, &happened)
            ),
            title,
            standing,
            format!(
                "Every sign-in of {by} was ended. If this is your account, have whoever runs the installation print a new link for you: it replaces your password and your app. Whoever else reads this, speak with {by} and look at the events."
            ),
        ],
        link: Some(Link { label: "Look at the events", url: format!("{origin}/operator/events") }),
        after: Vec::new(),
        footer: to_an_operator(mail, origin),
    })
}

fn to_an_operator(mail: &DueMail, origin: &str) -> Vec<String> {
    vec![format!("{} (sign in as {})", mail.organisation_name, mail.address), format!("{origin}/operator")]
}
