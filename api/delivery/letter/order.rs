//! The words with which an order goes to its supplier.
use access::{DueMail, Enclosure};
use kernel::Error;
use serde::Deserialize;

use super::Words;

#[derive(Debug, Deserialize)]
struct Ordered {
    number: String,
    issuer: String,
    issued_on: String,
    need_by: Option<String>,
    total: String,
    message: Option<String>,
}

/// To somebody who has no account here: nothing in it opens anything, and an answer goes to whoever sent it.
pub(super) fn issued(mail: &DueMail) -> Result<Words, Error> {
    let Ordered { number, issuer, issued_on, need_by, total, message } = Ordered::deserialize(&mail.facts)?;
    let without_paper = || std::io::Error::other("an order's mail without its paper");
    let Enclosure { file_name, sender_name, .. } = mail.enclosure.as_ref().ok_or_else(without_paper)?;
    let organisation = &mail.organisation_name;
    let need_by = need_by.map(|day| format!(" It is needed by {day}.")).unwrap_or_default();
    let mut before = vec![
        format!(
            "{organisation} sends you purchase order {number}, issued by {issuer} on {issued_on}.{need_by} It comes to {total}."
        ),
        format!("The order is attached as {file_name}."),
    ];
    if let Some(message) = message {
        before.push(format!("{sender_name} writes:"));
        before.extend(message.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    }
    Ok(Words {
        subject: format!("Purchase order {number} from {organisation}"),
        before,
        link: None,
        after: Vec::new(),
        footer: vec![
            format!("Sent for {organisation} by Countersign."),
            format!("Reply to this mail to reach {sender_name}."),
        ],
    })
}
