//! The words about passkeys: subject, what happened, and what it means. A new password takes none away, so the mails about one that may be somebody else's say
//! what does.
use access::DueMail;
use kernel::Error;
use serde::Deserialize;

use super::{Happened, Link, Words, to_one_of_ours, when_and_where};

/// One was added.
pub(super) fn added(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let told = (
        "A passkey was added",
        format!("A passkey was added for {}", mail.address),
        "From now on it signs in without the password and without a code. Every other sign-in of yours was ended.",
    );
    to_be_removed(mail, origin, told)
}

/// One was removed.
pub(super) fn removed(address: &str) -> (&'static str, String, &'static str) {
    (
        "A passkey was removed",
        format!("A passkey of {address} was removed"),
        "It opens nothing any more. Every other sign-in of yours was ended.",
    )
}

/// One was shown by a device that has counted back.
pub(super) fn suspected(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let told = (
        "A passkey may have been copied",
        format!("A passkey of {} was refused, for its device does not know when it was last used", mail.address),
        "That can mean that somebody holds a copy of it. Remove it under Settings, Security, and add another.",
    );
    to_be_removed(mail, origin, told)
}

fn to_be_removed(
    mail: &DueMail,
    origin: &str,
    (subject, happened, means): (&str, String, &str),
) -> Result<Words, Error> {
    let organisation = &mail.organisation_name;
    Ok(Words {
        subject: format!("{subject}: {organisation}"),
        before: vec![
            format!("{happened}, {}.", when_and_where(mail, &Happened::deserialize(&mail.facts)?)),
            means.into(),
            "If this was not you, remove that passkey at once under Settings, Security, and change your password: a new password alone does not take the passkey away."
                .into(),
        ],
        link: Some(Link { label: "See your passkeys", url: format!("{origin}/settings/security") }),
        after: vec![format!(
            "If you cannot sign in, ask for a new password ({origin}/forgotten-password), and then an administrator of {organisation} to reset your second factor, which removes every passkey of yours."
        )],
        footer: to_one_of_ours(mail, origin),
    })
}
