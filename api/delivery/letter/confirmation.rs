//! The words of what must be said twice: all that would be done, the code, and the way to say that it was somebody else.
use access::DueMail;
use kernel::Error;
use serde::Deserialize;

use super::{Happened, Link, Words, secret, to_one_of_ours, when_and_where};

const DENIED_ONCE: &str = "The link stops it and signs everybody out of your account. It opens once, within a day.";

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(flatten)]
    happened: Happened,
    device: Option<String>,
    title: String,
    lines: Vec<String>,
    life_minutes: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Denied {
    #[serde(flatten)]
    pub happened: Happened,
    pub by: String,
    pub title: String,
    is_done: bool,
}

impl Denied {
    /// What became of it.
    pub(super) fn standing(&self) -> &'static str {
        if self.is_done {
            "It had been confirmed before that, so it is done: look at it and undo it if it was not wanted."
        } else {
            "It was stopped before it was done."
        }
    }
}

/// To whoever asks: word for word what their screen shows, and the code.
pub(super) fn asked(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let denied_at = format!("{origin}/deny-confirmation");
    with_code(mail, &denied_at, to_one_of_ours(mail, origin))
}

/// The same, with where to say that it was somebody else.
pub(super) fn with_code(mail: &DueMail, denied_at: &str, footer: Vec<String>) -> Result<Words, Error> {
    let whole = secret(mail)?;
    let (code, link) = whole.split_once(' ').ok_or_else(|| std::io::Error::other("a code without its link"))?;
    let (first, last) = code.split_at_checked(4).unwrap_or((code, ""));
    let (Asked { title, life_minutes, .. }, mut before) = what_is_asked(mail)?;
    before.push(format!(
        "If this is what you want, type this code where you are signed in, within {life_minutes} minutes: {first} {last}"
    ));
    before.push("Nobody else asks you for this code. If you did not ask for this, or if a word of it is not what you want, do not type it. If it was not you, say so:".into());
    Ok(Words {
        subject: format!("Confirm: {title} ({})", mail.organisation_name),
        before,
        link: Some(denial(link, denied_at)),
        after: vec![DENIED_ONCE.into()],
        footer,
    })
}

/// The same where it is confirmed by a passkey: there is nothing to type, and it may be done by the time it is read.
pub(super) fn asked_by_passkey(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let denied_at = format!("{origin}/deny-confirmation");
    without_code(mail, &denied_at, to_one_of_ours(mail, origin))
}

/// The same, with where to say that it was somebody else.
pub(super) fn without_code(mail: &DueMail, denied_at: &str, footer: Vec<String>) -> Result<Words, Error> {
    let link = secret(mail)?;
    let (Asked { title, .. }, mut before) = what_is_asked(mail)?;
    before.push("It is done once it is confirmed with one of your passkeys, which may have happened by now. If this is what you want, there is nothing to do here. If it was not you, say so:".into());
    Ok(Words {
        subject: format!("To be confirmed by your passkey: {title} ({})", mail.organisation_name),
        before,
        link: Some(denial(link, denied_at)),
        after: vec![DENIED_ONCE.into()],
        footer,
    })
}

fn what_is_asked(mail: &DueMail) -> Result<(Asked, Vec<String>), Error> {
    let asked = Asked::deserialize(&mail.facts)?;
    let address = &mail.address;
    let mut before =
        vec![format!("Somebody signed in as {address}, probably you, is about to do this:"), asked.title.clone()];
    before.extend(asked.lines.iter().cloned());
    let device = browser(asked.device.as_deref());
    before.push(format!("It was asked for {}{device}.", when_and_where(mail, &asked.happened)));
    Ok((asked, before))
}

fn denial(link: &str, denied_at: &str) -> Link {
    Link { label: "This was not me", url: format!("{denied_at}#{link}") }
}

/// To whom the account is, and to the owners.
pub(super) fn denied(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let denied = Denied::deserialize(&mail.facts)?;
    let standing = denied.standing();
    let Denied { happened, by, title, .. } = denied;
    let organisation = &mail.organisation_name;
    Ok(Words {
        subject: format!("Somebody else may use the account of {by}: {organisation}"),
        before: vec![
            format!(
                "By a link in the mailbox of {by} it was said that it was not {by} who asked for this, {}:",
                when_and_where(mail, &happened)
            ),
            title,
            standing.into(),
            format!(
                "Every sign-in of {by} was ended. If this is your account, ask for a new password at once; whoever else reads this, speak with {by}."
            ),
        ],
        link: Some(Link { label: "Ask for a new password", url: format!("{origin}/forgotten-password") }),
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

// Whoever asks says what their browser is; it must not become a link.
fn browser(device: Option<&str>) -> String {
    let Some(device) = device else { return String::new() };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " /();_-".contains(c);
    let followers = device.chars().skip(1).map(Some).chain([None]);
    let plain = device.chars().zip(followers).map(|(c, next)| {
        let is_point = c == '.' && next.is_some_and(|next| next.is_ascii_digit());
        if is_plain(c) || is_point { c } else { ' ' }
    });
    format!(", by {}", plain.collect::<String>())
}
