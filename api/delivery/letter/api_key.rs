//! The words about the keys of programs.
use access::DueMail;
use chrono::{DateTime, Utc};
use kernel::Error;
use serde::Deserialize;

use super::{Link, Words, moment, to_one_of_ours};

#[derive(Debug, Deserialize)]
struct Asked {
    at: DateTime<Utc>,
    by: String,
    key: String,
    reason: String,
    scopes: Vec<String>,
    /// Empty means from anywhere.
    networks: Vec<String>,
    until: DateTime<Utc>,
}

#[derive(Debug, Deserialize)]
struct Rotated {
    at: DateTime<Utc>,
    by: String,
    key: String,
    prefix: String,
    old_until: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize)]
struct Left {
    at: DateTime<Utc>,
    by: String,
    keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct GivenUp {
    at: DateTime<Utc>,
    key: String,
    prefix: String,
    network: Option<String>,
}

/// To whoever may agree.
pub(super) fn waiting(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Asked { at, by, key, reason, scopes, networks, until } = Asked::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    let from = if networks.is_empty() { "anywhere".to_owned() } else { networks.join(", ") };
    Ok(Words {
        subject: format!("{by} asks for an API key, which needs your agreement: {organisation_name}"),
        before: vec![
            format!("{by} asked for the API key \u{201c}{key}\u{201d}, on {}.", moment(mail, at)),
            format!("Reason: {reason}"),
            format!("It is to have: {}.", scopes.join(", ")),
            format!("From {from}, until {}.", moment(mail, until)),
        ],
        link: Some(Link { label: "See what waits", url: format!("{origin}/settings/api-keys?state=waiting") }),
        after: vec!["It opens nothing before somebody agrees.".into()],
        footer: to_one_of_ours(mail, origin),
    })
}

/// To whoever may agree to keys, and to whoever asked for it.
pub(super) fn rotated(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Rotated { at, by, key, prefix, old_until } = Rotated::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    let of_before = match old_until {
        Some(until) => format!("The one of before opens until {}.", moment(mail, until)),
        None => "The one of before opens nothing any more.".into(),
    };
    Ok(Words {
        subject: format!("{by} gave an API key another secret: {organisation_name}"),
        before: vec![
            format!(
                "{by} gave the API key \u{201c}{key}\u{201d} another secret ({prefix}\u{2026}), on {}. {of_before}",
                moment(mail, at)
            ),
            format!(
                "{by} has been told the secret: whoever has it does what was agreed to. If this surprises you, revoke the key."
            ),
        ],
        link: Some(Link { label: "See the keys", url: format!("{origin}/settings/api-keys?state=active") }),
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

/// To whoever revokes keys.
pub(super) fn left(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Left { at, by, keys } = Left::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    Ok(Words {
        subject: format!("{by} has left, and knows the secrets of API keys: {organisation_name}"),
        before: vec![
            format!(
                "The account of {by} ended, on {}. They asked for these API keys, or gave them another secret:",
                moment(mail, at)
            ),
            keys.join(", "),
            "The keys open on, for programs depend on them. Give each another secret, or revoke it.".into(),
        ],
        link: Some(Link { label: "See the keys", url: format!("{origin}/settings/api-keys?state=active") }),
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

/// To whoever revokes keys.
pub(super) fn given_up(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let GivenUp { at, key, prefix, network } = GivenUp::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    let from = network.map(|network| format!(", from {network}")).unwrap_or_default();
    Ok(Words {
        subject: format!("An API key was given up: {organisation_name}"),
        before: vec![
            format!(
                "Whoever held the secret of the API key \u{201c}{key}\u{201d} ({prefix}\u{2026}) gave it up, on {}{from}.",
                moment(mail, at)
            ),
            "It opens nothing any more, nor do its tokens. If none of you did it, somebody had found the secret: look through what was done with the key, and ask for another one."
                .into(),
        ],
        link: Some(Link { label: "See the keys", url: format!("{origin}/settings/api-keys") }),
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}
