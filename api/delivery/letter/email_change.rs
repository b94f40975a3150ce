//! What is said when an address is to change: to each of the two mailboxes, before and after.
use access::DueMail;
use kernel::Error;
use serde::Deserialize;

use super::{Happened, Link, Words, secret, to_one_of_ours, when_and_where};

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(flatten)]
    change: Change,
    life_minutes: i64,
}

#[derive(Debug, Deserialize)]
struct Change {
    #[serde(flatten)]
    asked: Happened,
    old: String,
    new: String,
}

/// To the present address, which may refuse.
pub(super) fn to_old(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Asked { change, life_minutes } = Asked::deserialize(&mail.facts)?;
    let organisation = &mail.organisation_name;
    Ok(Words {
        subject: format!("Do you want another address? {organisation}"),
        before: wished(mail, &change),
        link: Some(link("Confirm, or refuse", mail, origin)?),
        after: vec![
            format!(
                "The link opens once, within {life_minutes} minutes. The address changes when the new mailbox has confirmed it too; until then nothing changes."
            ),
            "If it was not you, open the link and refuse: the change is given up, and whoever is signed in to your account is signed out. Then ask for a new password."
                .into(),
        ],
        footer: to_one_of_ours(mail, origin),
    })
}

/// To the new one, which confirms that somebody reads it.
pub(super) fn to_new(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Asked { change, life_minutes } = Asked::deserialize(&mail.facts)?;
    let organisation = &mail.organisation_name;
    Ok(Words {
        subject: format!("Confirm your new address: {organisation}"),
        before: wished(mail, &change),
        link: Some(link("Confirm this address", mail, origin)?),
        after: vec![
            format!(
                "The link opens once, within {life_minutes} minutes. The address changes when the present mailbox has confirmed it too; until then nothing changes."
            ),
            "If it was not you, do nothing: without this link the address stays as it is.".into(),
        ],
        footer: to_one_of_ours(mail, origin),
    })
}

/// To both, once it is done.
pub(super) fn changed(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Change { asked, old, new } = Change::deserialize(&mail.facts)?;
    let organisation = &mail.organisation_name;
    Ok(Words {
        subject: format!("Your address was changed: {organisation}"),
        before: vec![
            format!(
                "The address of your account at {organisation} was changed from {old} to {new}, {}.",
                when_and_where(mail, &asked)
            ),
            format!("From now on you sign in as {new}. Every other sign-in of yours was ended."),
            format!("If this was not you, tell an administrator of {organisation} at once."),
        ],
        link: None,
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

fn wished(mail: &DueMail, Change { asked, old, new }: &Change) -> Vec<String> {
    let organisation = &mail.organisation_name;
    vec![format!(
        "Somebody, probably you, asked that the account of {old} at {organisation} get the address {new}, {}.",
        when_and_where(mail, asked)
    )]
}

fn link(label: &'static str, mail: &DueMail, origin: &str) -> Result<Link, Error> {
    Ok(Link { label, url: format!("{origin}/confirm-email#{}", secret(mail)?) })
}
