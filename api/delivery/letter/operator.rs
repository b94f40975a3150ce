//! The words to operators, who belong to no organisation.
use access::DueMail;
use kernel::Error;
use serde::Deserialize;

use super::{
    Happened, Link, Words,
    confirmation::{Denied, with_code},
    when_and_where,
};

/// What a mail to an operator is about.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OperatorMailKind {
    /// What they are about to do, and the code by which they confirm it.
    Confirmation,
    /// They have a passkey more.
    PasskeyAdded,
    /// One less.
    PasskeyRemoved,
    /// One of theirs may have been copied.
    PasskeySuspected,
    /// One of them said that it was not they who asked for that.
    ConfirmationDenied,
}

pub(super) fn words(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    match serde_json::from_value(mail.kind.clone().into())? {
        OperatorMailKind::Confirmation => {
            with_code(mail, &format!("{origin}/operator/deny-confirmation"), to_an_operator(mail, origin))
        }
        OperatorMailKind::ConfirmationDenied => denied(mail, origin),
        OperatorMailKind::PasskeyAdded => passkey(mail, origin, "was added to your operator account", SIGNS_IN),
        OperatorMailKind::PasskeyRemoved => {
            passkey(mail, origin, "was removed from your operator account", OPENS_NOTHING)
        }
        OperatorMailKind::PasskeySuspected => passkey(mail, origin, "may have been copied", MAY_BE_COPIED),
    }
}

const SIGNS_IN: &str =
    "From now on it signs in without the password and without a code. Every other sign-in of yours was ended.";
const OPENS_NOTHING: &str = "It opens nothing any more. Every other sign-in of yours was ended.";
const MAY_BE_COPIED: &str = "It was refused, for its device does not know when it was last used. That can mean that somebody holds a copy of it: remove it, and add another.";

#[derive(Debug, Deserialize)]
struct OfPasskey {
    #[serde(flatten)]
    happened: Happened,
    name: String,
}

fn passkey(mail: &DueMail, origin: &str, what: &str, means: &str) -> Result<Words, Error> {
    let OfPasskey { happened, name } = OfPasskey::deserialize(&mail.facts)?;
    Ok(Words {
        subject: format!("A passkey {what}"),
        before: vec![
            format!("The passkey “{name}” {what}, {}.", when_and_where(mail, &happened)),
            means.to_owned(),
            "If this was not you, have whoever runs the installation print a new link for you at once: it replaces your password, your app and every passkey."
                .to_owned(),
        ],
        link: Some(Link { label: "See your passkeys", url: format!("{origin}/operator/account") }),
        after: Vec::new(),
        footer: to_an_operator(mail, origin),
    })
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
