//! The words about a second factor that others reset.
use access::DueMail;
use chrono::{DateTime, Utc};
use kernel::Error;
use serde::Deserialize;

use super::{Link, Words, moment, to_one_of_ours};

#[derive(Debug, Deserialize)]
struct Asked {
    at: DateTime<Utc>,
    by: String,
    person: String,
    reason: String,
    until: DateTime<Utc>,
}

#[derive(Debug, Deserialize)]
struct Done {
    at: DateTime<Utc>,
    by: String,
    asked_by: String,
}

/// To whose factor it is, who alone knows whether they asked for it.
pub(super) fn asked(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Asked { at, by, .. } = Asked::deserialize(&mail.facts)?;
    let DueMail { organisation_name, address, .. } = mail;
    Ok(Words {
        subject: format!("{by} asks to reset your second factor: {organisation_name}"),
        before: vec![
            format!("{by} asked to reset the second factor of {address}, on {}.", moment(mail, at)),
            "Nothing has changed yet. Once somebody else agrees, your authenticator app, your passkeys and your recovery codes open nothing any more, and you sign in with the password and set up another app or passkey."
                .into(),
            format!(
                "If you did not ask for this, tell an owner of {organisation_name} at once, by telephone or in person: somebody may want to get into your account."
            ),
        ],
        link: None,
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

/// To whoever may agree.
pub(super) fn waiting(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Asked { at, by, person, reason, until } = Asked::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    Ok(Words {
        subject: format!("{by} asks to reset a second factor, which needs your agreement: {organisation_name}"),
        before: vec![
            format!("{by} asked to reset the second factor of {person}, on {}.", moment(mail, at)),
            format!("Reason: {reason}"),
            format!("Speak with {person} before you agree: whoever gets in then needs the password alone."),
        ],
        link: Some(Link { label: "See what waits", url: format!("{origin}/people/factor-resets?state=waiting") }),
        after: vec![format!("Nothing is removed before somebody agrees. It waits until {}.", moment(mail, until))],
        footer: to_one_of_ours(mail, origin),
    })
}

/// To whose factor it was.
pub(super) fn done(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Done { at, by, asked_by } = Done::deserialize(&mail.facts)?;
    let DueMail { organisation_name, address, .. } = mail;
    Ok(Words {
        subject: format!("Your second factor was reset: {organisation_name}"),
        before: vec![
            format!("The second factor of {address} was reset, on {}: {asked_by} asked for it, and {by} agreed.", moment(mail, at)),
            "Your authenticator app, your passkeys and your recovery codes open nothing any more, and you were signed out everywhere. Sign in with your password, and set up another app or passkey under Settings, Security."
                .into(),
        ],
        link: Some(Link { label: "Sign in", url: format!("{origin}/sign-in") }),
        after: vec![format!(
            "If you did not ask for this, ask for a new password at once ({origin}/forgotten-password), and tell an owner of {organisation_name}."
        )],
        footer: to_one_of_ours(mail, origin),
    })
}
