//! Another address, confirmed or refused by the links of two mailboxes.
mod confirm;
mod read;
mod refuse;

use serde_json::{Value, json};

use crate::support::{Answer, Person};

pub const OLD: &str = "requester@harbour-house.example";
pub const NEW: &str = "rosa@inns.example";
const READ: &str = "/v1/email-link/read";
const CONFIRM: &str = "/v1/email-link/confirm";
const REFUSE: &str = "/v1/email-link/refuse";

/// The links of one wish.
pub struct Links {
    pub old: String,
    pub new: String,
}

/// Asks for another address of one's own.
pub async fn asks(person: &Person<'_>, email: &str) -> Answer {
    person.posts("/v1/profile/change-email", json!({ "email": email })).await
}

/// The same, and what was mailed to both mailboxes.
pub async fn wishes(person: &Person<'_>, old: &str, new: &str) -> Links {
    asks(person, new).await.is(200);
    person.app.delivers().await;
    let secret_to = |mailbox: &str| {
        let wished = format!("get the address {new},");
        let mails = person.app.mail_to(mailbox);
        let mail = mails.iter().find(|mail| mail.text.contains(&wished));
        mail.unwrap_or_else(|| panic!("no link to {mailbox}: {mails:?}")).secret()
    };
    Links { old: secret_to(old), new: secret_to(new) }
}

fn by(link: &str) -> Value {
    json!({ "link": link })
}
