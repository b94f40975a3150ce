//! The words to operators, who belong to no organisation.
use access::DueMail;
use chrono::{DateTime, Utc};
use kernel::Error;
use serde::Deserialize;

use super::{
    Happened, Link, Words,
    confirmation::{Denied, with_code, without_code},
    moment, secret, when_and_where,
};

/// What a mail to an operator is about.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OperatorMailKind {
    /// What they are about to do, and the code by which they confirm it.
    Confirmation,
    /// The same, to be confirmed by a passkey.
    ConfirmationByPasskey,
    /// Two others let them in.
    OperatorInvited,
    /// Two others give them a new link.
    OperatorRenewed,
    /// A colleague lets the last owner of an organisation in.
    RecoveryCarriedOut,
    /// Two others closed their account.
    OperatorClosed,
    /// Somebody guesses at their password, or at that of one whom they watch over.
    SignInGuarded,
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
    let denied_at = format!("{origin}/operator/deny-confirmation");
    match serde_json::from_value(mail.kind.clone().into())? {
        OperatorMailKind::Confirmation => with_code(mail, &denied_at, to_an_operator(mail, origin)),
        OperatorMailKind::ConfirmationByPasskey => without_code(mail, &denied_at, to_an_operator(mail, origin)),
        OperatorMailKind::OperatorInvited => invited(mail, origin),
        OperatorMailKind::OperatorRenewed => renewed(mail, origin),
        OperatorMailKind::OperatorClosed => closed(mail, origin),
        OperatorMailKind::RecoveryCarriedOut => recovery(mail, origin),
        OperatorMailKind::SignInGuarded => guarded(mail, origin),
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
            "If this was not you, have two operators of security mail you a new link at once: it replaces your password, your app and every passkey."
                .to_owned(),
        ],
        link: Some(Link { label: "See your passkeys", url: format!("{origin}/operator/account") }),
        after: Vec::new(),
        footer: to_an_operator(mail, origin),
    })
}

#[derive(Debug, Deserialize)]
struct Linked {
    role: String,
    life_hours: i64,
}

fn entry(mail: &DueMail, origin: &str, label: &'static str) -> Result<Link, Error> {
    Ok(Link { label, url: format!("{origin}/operator/enter#{}", secret(mail)?) })
}

fn invited(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Linked { role, life_hours } = Linked::deserialize(&mail.facts)?;
    Ok(Words {
        subject: "You are invited to operate Countersign".into(),
        before: vec![format!(
            "Two operators of security let you in, with the role {role}. You will sign in as {}, with a password of your own and an authenticator app: both are set by this link.",
            mail.address
        )],
        link: Some(entry(mail, origin, "Set both and come in")?),
        after: vec![
            format!("The link opens once, within {life_hours} hours, and nobody else has it."),
            "If you expect no such invitation, do not open it, and tell whoever runs the installation.".into(),
        ],
        footer: to_an_operator(mail, origin),
    })
}

fn renewed(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Linked { life_hours, .. } = Linked::deserialize(&mail.facts)?;
    Ok(Words {
        subject: "A new link to your operator account".into(),
        before: vec![
            "Two operators of security give you a new link, for what you sign in with is lost. Used, it replaces your password, your app and every passkey, and ends every sign-in of yours."
                .into(),
        ],
        link: Some(entry(mail, origin, "Set both anew")?),
        after: vec![
            format!("The link opens once, within {life_hours} hours, and nobody else has it."),
            "If nothing of yours is lost, do not open it, and speak with an operator of security.".into(),
        ],
        footer: to_an_operator(mail, origin),
    })
}

fn closed(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let happened = Happened::deserialize(&mail.facts)?;
    Ok(Words {
        subject: "Your operator account is closed".into(),
        before: vec![
            format!("Two operators of security closed it, {}.", when_and_where(mail, &happened)),
            "Every sign-in of yours has ended, and nothing of yours opens anything. What you asked for and nobody carried out has lapsed."
                .into(),
        ],
        link: None,
        after: vec!["If you know of no reason, speak with whoever runs the installation.".into()],
        footer: to_an_operator(mail, origin),
    })
}

#[derive(Debug, Deserialize)]
struct Recovery {
    organisation: String,
    operator: String,
    email: String,
    reason: String,
    ticket: Option<String>,
    domain: String,
    takes_effect_at: DateTime<Utc>,
}

fn recovery(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Recovery { organisation, operator, email, reason, ticket, domain, takes_effect_at } =
        Recovery::deserialize(&mail.facts)?;
    let ticket = ticket.map(|ticket| format!(" ({ticket})")).unwrap_or_default();
    Ok(Words {
        subject: format!("{operator} brings back the last owner of {organisation}"),
        before: vec![
            format!(
                "{operator} ({email}) found the record of {domain} and has announced it to everybody of {organisation}."
            ),
            format!("Why: {reason}{ticket}"),
            format!(
                "From {} on the second factor of its last owner may be removed. Until then an operator of ops stops it, if it is not right.",
                moment(mail, takes_effect_at)
            ),
        ],
        link: Some(Link {
            label: "See how it stands",
            url: format!("{origin}/operator/organisations/{organisation}/recovery"),
        }),
        after: Vec::new(),
        footer: to_an_operator(mail, origin),
    })
}

#[derive(Debug, Deserialize)]
struct GuardedOperator {
    #[serde(flatten)]
    last: Happened,
    failures: i64,
    of: String,
    is_own: bool,
}

fn guarded(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let GuardedOperator { last, failures, of, is_own } = GuardedOperator::deserialize(&mail.facts)?;
    let when = when_and_where(mail, &last);
    let (subject, who, next) = if is_own {
        (
            "Somebody tries to guess your password".to_owned(),
            format!("to sign in as {}", mail.address),
            "From a network that you have signed in from before, you still sign in as always; from any other, use a passkey, or have operators of security mail you a new link.",
        )
    } else {
        (
            format!("Somebody tries to guess the password of {of}"),
            format!("to sign in as {of}"),
            "They were told, too. They get in from a network that they have signed in from before, with a passkey, or by a new link that two of security have mailed.",
        )
    };
    Ok(Words {
        subject: format!("{subject} ({})", mail.organisation_name),
        before: vec![
            format!("{failures} tries in a row {who} have failed, the last {when}."),
            format!("Nobody got in by them, and from now on a right password is refused as well. {next}"),
        ],
        link: Some(Link { label: "Open the console", url: format!("{origin}/operator") }),
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
                "Every sign-in of {by} was ended. If this is your account, have two operators of security mail you a new link: it replaces your password and your app. Whoever else reads this, speak with {by} and look at the events."
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
