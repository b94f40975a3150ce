//! What is said to whoever signs an organisation up, which is not there yet. Anybody may have typed the address: of what else they typed, the mail says only
//! a name in which no words of theirs fit.
use access::DueMail;
use kernel::Error;
use serde::Deserialize;

use super::{Happened, Link, Words, secret, when_and_where};

#[derive(Debug, Deserialize)]
struct SignedUp {
    #[serde(flatten)]
    asked: Happened,
    life_hours: i64,
    /// By an operator; mail of before does not say it.
    #[serde(default)]
    is_invited: bool,
    /// Where this address has an account already.
    known: Vec<Known>,
}

#[derive(Debug, Deserialize)]
struct Known {
    slug: String,
    name: String,
}

/// The link by which it is founded; and where they could sign in instead.
pub(super) fn link(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let SignedUp { asked, life_hours, is_invited, known } = SignedUp::deserialize(&mail.facts)?;
    let DueMail { slug, address, .. } = mail;
    let at = when_and_where(mail, &asked);
    let who = if is_invited {
        // Its name alone: the one link of the mail is the one to begin by.
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        format!("Whoever runs {host} invited {address} to begin an organisation there, {at}.")
    } else {
        format!("Somebody, probably you, signed an organisation up with {address}, {at}.")
    };
    let mut before = vec![format!("{who} It will sign in as {slug}; nothing is there before you confirm it.")];
    if !known.is_empty() {
        before.push(format!(
            "You have an account with this address already: {}. Sign in at {origin}/sign-in, or ask there for a new password; to found another organisation, go on.",
            in_words(&known)
        ));
    }
    Ok(Words {
        subject: if is_invited { "Begin with Countersign" } else { "Confirm your sign-up for Countersign" }.into(),
        before,
        link: Some(Link {
            label: "Choose a password and begin",
            url: format!("{origin}/sign-up/confirm#{}", secret(mail)?),
        }),
        after: vec![
            if is_invited {
                format!("The link opens once, within {} days.", life_hours.div_euclid(24))
            } else {
                format!("The link opens once, within {life_hours} hours.")
            },
            "If it was not you, do nothing: what was typed is forgotten, and no organisation is founded.".into(),
        ],
        footer: vec!["Countersign".into(), origin.to_owned()],
    })
}

fn in_words(known: &[Known]) -> String {
    let each = known.iter().map(|Known { slug, name }| format!("{name} (sign in as {slug})"));
    each.collect::<Vec<_>>().join(", ")
}
