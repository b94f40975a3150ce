//! What a mail says: its words by kind, in one frame of text and one of HTML.
mod account;
mod api_key;
mod confirmation;
mod email_change;
mod factor_reset;
mod kind;
mod leaving;
mod mail_server;
mod operator;
mod order;
mod organisation;
mod owner_recovery;
mod passkey;
mod rights;
mod sign_up;
mod support;

use access::DueMail;
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kernel::Error;
use serde::Deserialize;

pub use kind::MailKind;

/// A mail as it is sent.
#[derive(Debug, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// What happened to an account, or was asked for it.
#[derive(Debug, Deserialize)]
struct Happened {
    at: DateTime<Utc>,
    network: Option<String>,
}

#[derive(Debug, Deserialize)]
struct ResetAsked {
    #[serde(flatten)]
    asked: Happened,
    life_minutes: i64,
}

#[derive(Debug, Deserialize)]
struct Guarded {
    #[serde(flatten)]
    last: Happened,
    failures: i64,
}

#[derive(Debug, Deserialize)]
struct Invited {
    inviter: String,
    expires_at: DateTime<Utc>,
}

struct Words {
    subject: String,
    before: Vec<String>,
    link: Option<Link>,
    after: Vec<String>,
    /// From whom it is, as its reader knows them.
    footer: Vec<String>,
}

struct Link {
    label: &'static str,
    url: String,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct TextFrame<'a> {
    mail: &'a DueMail,
    words: &'a Words,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct HtmlFrame<'a> {
    mail: &'a DueMail,
    words: &'a Words,
}

impl Letter {
    /// Writes a mail; its links lead to `origin`.
    pub fn write(mail: &DueMail, origin: &str) -> Result<Self, Error> {
        let kind = MailKind::try_from(mail.kind.clone())?;
        Self::framed(mail, &words(kind, mail, origin)?)
    }

    /// The same to an operator.
    pub fn write_to_operator(mail: &DueMail, origin: &str) -> Result<Self, Error> {
        Self::framed(mail, &operator::words(mail, origin)?)
    }

    fn framed(mail: &DueMail, words: &Words) -> Result<Self, Error> {
        Ok(Self {
            text: TextFrame { mail, words }.render()?,
            html: HtmlFrame { mail, words }.render()?,
            subject: words.subject.clone(),
        })
    }
}

fn words(kind: MailKind, mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let address = &mail.address;
    let (subject, happened, means) = match kind {
        MailKind::PasswordReset => return reset(mail, origin),
        MailKind::Invitation => return invited(mail, origin),
        MailKind::SignUp => return sign_up::link(mail, origin),
        MailKind::EmailOld => return email_change::to_old(mail, origin),
        MailKind::EmailNew => return email_change::to_new(mail, origin),
        MailKind::EmailChanged => return email_change::changed(mail, origin),
        MailKind::RightsChanged => return rights::changed(mail, origin),
        MailKind::GrantWaiting => return rights::waiting(mail, origin),
        MailKind::FactorResetAsked => return factor_reset::asked(mail, origin),
        MailKind::FactorResetWaiting => return factor_reset::waiting(mail, origin),
        MailKind::FactorResetDone => return factor_reset::done(mail, origin),
        MailKind::AccountDeactivated => return leaving::deactivated(mail, origin),
        MailKind::AccountActivated => return leaving::activated(mail, origin),
        MailKind::WorkHandedOver => return leaving::handed_over(mail, origin),
        MailKind::PersonLeft => return leaving::left(mail, origin),
        MailKind::OwnershipOffered => return leaving::offered(mail, origin),
        MailKind::OwnershipAsked => return leaving::asked(mail, origin),
        MailKind::OwnershipMoved => return leaving::moved(mail, origin),
        MailKind::ApiKeyWaiting => return api_key::waiting(mail, origin),
        MailKind::ApiKeysLeft => return api_key::left(mail, origin),
        MailKind::ApiKeyRotated => return api_key::rotated(mail, origin),
        MailKind::ApiKeyGivenUp => return api_key::given_up(mail, origin),
        MailKind::PasskeyAdded => return passkey::added(mail, origin),
        MailKind::PasskeySuspected => return passkey::suspected(mail, origin),
        MailKind::SignInGuarded => return guarded(mail, origin),
        MailKind::Confirmation => return confirmation::asked(mail, origin),
        MailKind::ConfirmationByPasskey => return confirmation::asked_by_passkey(mail, origin),
        MailKind::ConfirmationDenied => return confirmation::denied(mail, origin),
        MailKind::PurchaseOrder => return order::issued(mail),
        MailKind::MailServerTested => return mail_server::tested(mail, origin),
        MailKind::OrganisationDeleting => return organisation::deleting(mail, origin),
        MailKind::OrganisationRestored => return organisation::restored(mail, origin),
        MailKind::OwnerRecoveryBegun => return owner_recovery::begun(mail, origin),
        MailKind::OwnerRecoveryOwn => return owner_recovery::own(mail, origin),
        MailKind::OwnerRecoveryStopped => return owner_recovery::stopped(mail, origin),
        MailKind::OwnerRecoveryCompleted => return owner_recovery::completed(mail, origin),
        MailKind::SupportAsked => return support::asked(mail, origin),
        MailKind::SupportOpened => return support::opened(mail, origin),
        MailKind::PasswordChanged => account::password_changed(address),
        MailKind::SecondFactorSetUp => account::second_factor_set_up(address),
        MailKind::SecondFactorRemoved => account::second_factor_removed(address),
        MailKind::PasskeyRemoved => passkey::removed(address),
        MailKind::RecoveryCodesRenewed => account::recovery_codes_renewed(address),
        MailKind::RecoveryCodeUsed => account::recovery_code_used(address),
        MailKind::SessionReused => account::session_reused(address),
    };
    let organisation = &mail.organisation_name;
    Ok(Words {
        subject: format!("{subject}: {organisation}"),
        before: vec![
            format!("{happened}, {}.", when_and_where(mail, &Happened::deserialize(&mail.facts)?)),
            means.into(),
            format!(
                "If this was not you, ask for a new password at once, and tell an administrator of {organisation}."
            ),
        ],
        link: Some(Link { label: "Ask for a new password", url: format!("{origin}/forgotten-password") }),
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

fn reset(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let ResetAsked { asked, life_minutes } = ResetAsked::deserialize(&mail.facts)?;
    let DueMail { organisation_name, address, .. } = mail;
    Ok(Words {
        subject: format!("A new password for {organisation_name}"),
        before: vec![format!(
            "Somebody, probably you, asked for a new password for {address} at {organisation_name}, {}.",
            when_and_where(mail, &asked)
        )],
        link: Some(Link { label: "Choose a new password", url: format!("{origin}/new-password#{}", secret(mail)?) }),
        after: vec![
            format!(
                "The link opens once, within {life_minutes} minutes. Your second factor, if you have one, is asked for as always."
            ),
            "If it was not you, do nothing: your password stays as it is.".into(),
        ],
        footer: to_one_of_ours(mail, origin),
    })
}

fn guarded(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Guarded { last, failures } = Guarded::deserialize(&mail.facts)?;
    let DueMail { organisation_name, address, .. } = mail;
    Ok(Words {
        subject: format!("Somebody tries to guess your password: {organisation_name}"),
        before: vec![
            format!(
                "{failures} tries in a row to sign in as {address} have failed, the last {}.",
                when_and_where(mail, &last)
            ),
            "Nobody got in by them, and from now on a right password is refused as well. In a browser that you have signed in with before, you still sign in as always; in any other, choose a new password first."
                .into(),
        ],
        link: Some(Link { label: "Ask for a new password", url: format!("{origin}/forgotten-password") }),
        after: vec![format!("If it was not you who tried, tell an administrator of {organisation_name}.")],
        footer: to_one_of_ours(mail, origin),
    })
}

fn invited(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Invited { inviter, expires_at } = Invited::deserialize(&mail.facts)?;
    let DueMail { organisation_name, address, .. } = mail;
    Ok(Words {
        subject: format!("{inviter} invites you to {organisation_name}"),
        before: vec![format!(
            "{inviter} invites you to {organisation_name}, which asks for, approves and orders what it buys with Countersign. You will sign in as {address}, with a password of your own."
        )],
        link: Some(Link {
            label: "Choose a password and join",
            url: format!("{origin}/first-sign-in#{}", secret(mail)?),
        }),
        after: vec![
            format!("The link opens once, until {}.", moment(mail, expires_at)),
            "If you do not know what this is about, do nothing: the account can do nothing until its link is used."
                .into(),
        ],
        footer: to_one_of_ours(mail, origin),
    })
}

fn to_one_of_ours(mail: &DueMail, origin: &str) -> Vec<String> {
    vec![format!("{} (sign in as {}), by Countersign", mail.organisation_name, mail.slug), origin.to_owned()]
}

fn secret(mail: &DueMail) -> Result<&str, Error> {
    mail.secret.as_deref().ok_or_else(|| std::io::Error::other("a mail without the secret of its link").into())
}

// In the reader's time zone, which is named.
fn when_and_where(mail: &DueMail, facts: &Happened) -> String {
    let at = moment(mail, facts.at);
    let from = facts.network.as_ref().map(|network| format!(", from {network}")).unwrap_or_default();
    format!("on {at}{from}")
}

fn moment(mail: &DueMail, at: DateTime<Utc>) -> String {
    let zone: Tz = mail.time_zone.parse().unwrap_or(Tz::UTC);
    format!("{} ({zone})", at.with_timezone(&zone).format("%-d %B %Y at %H:%M"))
}

#[cfg(test)]
mod tests;
