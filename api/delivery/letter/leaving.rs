//! The words about people who come and go, and about an organisation that changes hands.
use access::DueMail;
use chrono::{DateTime, Utc};
use kernel::Error;
use serde::Deserialize;

use super::{Link, Words, moment, secret, to_one_of_ours};

#[derive(Debug, Deserialize)]
struct Done {
    at: DateTime<Utc>,
    by: String,
}

#[derive(Debug, Deserialize)]
struct Activated {
    by: String,
    expires_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize)]
struct HandedOver {
    at: DateTime<Utc>,
    /// None where they did so themselves.
    by: Option<String>,
    from: String,
    departments: Vec<String>,
    approvals: u32,
    documents: u32,
}

#[derive(Debug, Deserialize)]
struct Offered {
    at: DateTime<Utc>,
    by: String,
    person: String,
    reason: String,
    until: DateTime<Utc>,
}

#[derive(Debug, Deserialize)]
struct Moved {
    at: DateTime<Utc>,
    from: String,
    to: String,
}

/// To whose account ended.
pub(super) fn deactivated(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Done { at, by } = Done::deserialize(&mail.facts)?;
    let DueMail { organisation_name, address, .. } = mail;
    Ok(Words {
        subject: format!("Your account was deactivated: {organisation_name}"),
        before: vec![
            format!("{by} deactivated the account {address}, on {}.", moment(mail, at)),
            "You were signed out everywhere, and cannot sign in any more.".into(),
            format!("If this surprises you, speak with an administrator of {organisation_name}."),
        ],
        link: None,
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

/// To who is let in again.
pub(super) fn activated(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Activated { by, expires_at } = Activated::deserialize(&mail.facts)?;
    let DueMail { organisation_name, address, .. } = mail;
    Ok(Words {
        subject: format!("Your account is active again: {organisation_name}"),
        before: vec![
            format!(
                "{by} activated your account {address} at {organisation_name} again. The password of before is gone, and passkeys with it: choose a new password."
            ),
            "What you may do is given anew; until then you see little.".into(),
        ],
        link: Some(Link { label: "Choose a password", url: format!("{origin}/first-sign-in#{}", secret(mail)?) }),
        after: vec![
            format!("The link opens once, until {}.", moment(mail, expires_at)),
            format!("When it is over, ask for a new password ({origin}/forgotten-password)."),
        ],
        footer: to_one_of_ours(mail, origin),
    })
}

/// To who goes on with somebody's work.
pub(super) fn handed_over(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let HandedOver { at, by, from, departments, approvals, documents } = HandedOver::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    let counted = |count: u32, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let heads = (!departments.is_empty()).then(|| format!("You head {} now.", departments.join(", ")));
    let waits = counted(approvals, "approval waits for you in their place.", "approvals wait for you in their place.");
    let goes_on = counted(
        documents,
        "requisition or order is yours to go on with.",
        "requisitions and orders are yours to go on with.",
    );
    let when = moment(mail, at);
    let first = match by {
        Some(by) => format!("{from} has left, and {by} handed their work over to you, on {when}."),
        None => format!("{from} has left, and handed their work over to you, on {when}."),
    };
    Ok(Words {
        subject: format!("You go on with the work of {from}: {organisation_name}"),
        before: [Some(first), heads, waits, goes_on].into_iter().flatten().collect(),
        link: Some(Link { label: "Open Countersign", url: origin.to_owned() }),
        after: vec!["Who asked for something stays who asked for it; you watch it now.".into()],
        footer: to_one_of_ours(mail, origin),
    })
}

/// To who may deactivate people.
pub(super) fn left(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Done { at, by } = Done::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    Ok(Words {
        subject: format!("{by} has left: {organisation_name}"),
        before: vec![
            format!("{by} left {organisation_name}, on {}.", moment(mail, at)),
            "Their account ended with everything that they held; what was open with them was handed over.".into(),
        ],
        link: Some(Link { label: "See the people", url: format!("{origin}/people") }),
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

/// To whom the organisation is offered.
pub(super) fn offered(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Offered { at, by, reason, until, .. } = Offered::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    Ok(Words {
        subject: format!("{by} offers you to become the owner: {organisation_name}"),
        before: vec![
            format!("{by} offers {organisation_name} to you, on {}.", moment(mail, at)),
            format!("Reason: {reason}"),
            format!("When you accept, you become owner in the place of {by}. Nothing changes before."),
        ],
        link: Some(Link { label: "Accept or refuse", url: format!("{origin}/settings/ownership") }),
        after: vec![format!("It waits until {}.", moment(mail, until))],
        footer: to_one_of_ours(mail, origin),
    })
}

/// To owners and administrators.
pub(super) fn asked(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Offered { at, by, person, reason, until } = Offered::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    Ok(Words {
        subject: format!("{by} offers the organisation to {person}: {organisation_name}"),
        before: vec![
            format!("{by} offered to hand {organisation_name} over to {person}, on {}.", moment(mail, at)),
            format!("Reason: {reason}"),
            format!("Nothing changes before {person} accepts, until {}.", moment(mail, until)),
        ],
        link: None,
        after: vec![format!("If this surprises you, speak with {by} at once: they can take it back.")],
        footer: to_one_of_ours(mail, origin),
    })
}

/// To owners and administrators, and to both whom it concerns.
pub(super) fn moved(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Moved { at, from, to } = Moved::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    Ok(Words {
        subject: format!("{to} is owner in the place of {from}: {organisation_name}"),
        before: vec![format!(
            "{to} took {organisation_name} over from {from}, on {}. {to} is owner now, and {from} is none any more.",
            moment(mail, at)
        )],
        link: Some(Link { label: "Open Countersign", url: origin.to_owned() }),
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}
