//! The words to everybody of an organisation whose last owner is brought back by an operator of the installation, and to that owner.
use access::DueMail;
use chrono::{DateTime, Utc};
use kernel::Error;
use serde::Deserialize;

use super::{Link, Words, moment, secret, to_one_of_ours};

#[derive(Debug, Deserialize)]
struct Facts {
    at: DateTime<Utc>,
    owner: String,
    operator: String,
    email: String,
    reason: String,
    ticket: Option<String>,
    domain: String,
    takes_effect_at: DateTime<Utc>,
    lapses_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    because: Option<String>,
    /// Who of the organisation stopped it.
    by: Option<String>,
    /// Whether its reader is that owner.
    is_own: bool,
}

/// To everybody but the owner.
pub(super) fn begun(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let facts = Facts::deserialize(&mail.facts)?;
    let mut before = who_and_why(mail, &facts);
    let Facts { owner, takes_effect_at, lapses_at, .. } = &facts;
    before.push(format!(
        "From {} on, until {}, an operator may remove the second factor of {owner}, who then signs in with the password alone and sets up another.",
        moment(mail, *takes_effect_at),
        moment(mail, *lapses_at)
    ));
    before.push(format!(
        "Ask {owner}, by a way you know. If they did not ask for this, it may be somebody who wants to be taken for them: an owner or administrator stops it."
    ));
    Ok(Words {
        subject: format!("{owner} is to sign in to {} without a second factor", mail.organisation_name),
        before,
        link: Some(see(origin)),
        after: vec![format!("It also stops when {owner} signs in as always.")],
        footer: to_one_of_ours(mail, origin),
    })
}

/// To the owner, who stops it by one click.
pub(super) fn own(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let facts = Facts::deserialize(&mail.facts)?;
    let mut before = who_and_why(mail, &facts);
    before.push(format!(
        "From {} on, until {}, an operator may remove your app, passkeys and recovery codes. Your password stays. Everybody of {} is told.",
        moment(mail, facts.takes_effect_at),
        moment(mail, facts.lapses_at),
        mail.organisation_name
    ));
    before.push("If you did not ask for this, stop it now: somebody wants to be taken for you.".into());
    Ok(Words {
        subject: format!("Your second factor at {} is to be removed", mail.organisation_name),
        before,
        link: Some(Link { label: "Stop this", url: format!("{origin}/stop-recovery#{}", secret(mail)?) }),
        after: vec![
            "It also stops when you sign in with your second factor, and when your password or the domain of your address changes: do that before or afterwards."
                .into(),
        ],
        footer: to_one_of_ours(mail, origin),
    })
}

/// That it was stopped, and by whom.
pub(super) fn stopped(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let facts = Facts::deserialize(&mail.facts)?;
    let Facts { at, owner, operator, email, ended_at, because, by, .. } = &facts;
    let how = match (because.as_deref(), by) {
        (Some("owner_signed_in"), _) => format!("{owner} signed in with their second factor"),
        (Some("by_link"), _) => format!("the link in the mail to {owner} was used"),
        (Some("by_organisation"), Some(by)) => format!("{by} stopped it"),
        (Some("by_operator"), _) => "an operator of the installation stopped it".into(),
        (Some("account_changed"), _) => {
            format!("the password of {owner} was changed meanwhile, or their address, so that it may be in other hands")
        }
        (Some("not_alone"), _) => "somebody else can agree to guarded rights by now, and help".into(),
        _ => "the organisation was closed meanwhile, so that nobody could stop it".into(),
    };
    Ok(Words {
        subject: format!("The second factor of {owner} at {} stays", mail.organisation_name),
        before: vec![
            format!(
                "What {operator} ({email}) began on {} is stopped: {how}, on {}. Nothing was removed.",
                moment(mail, *at),
                moment(mail, ended_at.unwrap_or(*at))
            ),
            format!("If {owner} did not ask for it, tell whoever runs this installation for you."),
        ],
        link: Some(see(origin)),
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

/// That it is done.
pub(super) fn completed(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let facts = Facts::deserialize(&mail.facts)?;
    let Facts { at, owner, operator, email, ended_at, is_own, .. } = &facts;
    let next = if *is_own {
        "Sign in with your password and set up another app or a passkey at once. If you do not know your password, ask for a new one. Then make somebody else an owner, too, who can help you next time.".to_owned()
    } else {
        format!(
            "{owner} signs in with the password alone until they have set up another. If you think that it is not them, tell whoever runs this installation for you at once."
        )
    };
    Ok(Words {
        subject: format!("The second factor of {owner} at {} was removed", mail.organisation_name),
        before: vec![
            format!(
                "On {} the app, passkeys and recovery codes of {owner} were removed and their sign-ins ended, as {operator} ({email}) had announced on {}.",
                moment(mail, ended_at.unwrap_or(*at)),
                moment(mail, *at)
            ),
            next,
        ],
        link: Some(Link { label: "Sign in", url: format!("{origin}/sign-in") }),
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

fn who_and_why(mail: &DueMail, facts: &Facts) -> Vec<String> {
    let Facts { at, owner, operator, email, reason, ticket, domain, .. } = facts;
    let mut words = vec![
        format!(
            "{operator} ({email}), who runs this installation, began on {} to let {owner} in to {} without a second factor.",
            moment(mail, *at),
            mail.organisation_name
        ),
        format!("They say that it is lost: {reason}"),
    ];
    words.extend(ticket.as_ref().map(|ticket| format!("Ticket: {ticket}")));
    words.push(format!(
        "The domain {domain} has published a record that agrees. Nobody else of {} could help.",
        mail.organisation_name
    ));
    words
}

fn see(origin: &str) -> Link {
    Link { label: "See how it stands", url: format!("{origin}/people/owner-recoveries") }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::letter::organisation::tests::letter;

    fn facts() -> Value {
        json!({ "at": "2026-11-20T12:00:00Z", "owner": "Olga Owner", "operator": "Oda Finch", "email": "ops@operators.example",
            "reason": "She lost her phone.", "ticket": "HD-2207", "domain": "harbour-house.example",
            "takes_effect_at": "2026-11-23T12:00:00Z", "lapses_at": "2026-11-30T12:00:00Z", "is_own": false })
    }

    #[test]
    fn everybody_reads_who_began_it_why_from_when_on_and_how_it_is_stopped() {
        let begun = letter("owner_recovery_begun", facts());
        let own = letter("owner_recovery_own", facts());

        for word in ["Oda Finch (ops@operators.example)", "She lost her phone.", "HD-2207", "23 November 2026"] {
            assert!(begun.text.contains(word) && own.text.contains(word), "{word}: {}", begun.text);
        }
        assert!(
            begun.text.contains("/people/owner-recoveries") && !begun.text.contains("eu1_secret"),
            "{}",
            begun.text
        );
        assert!(own.text.contains("/stop-recovery#eu1_secret"), "{}", own.text);
    }

    #[test]
    fn whoever_was_told_reads_how_it_ended() {
        let ended = |more: Value| {
            let mut facts = facts();
            facts.as_object_mut().expect("facts").extend(more.as_object().expect("more").clone());
            facts
        };
        let at = "2026-11-21T09:30:00Z";
        for (because, word) in [
            ("owner_signed_in", "Olga Owner signed in"),
            ("by_link", "the link in the mail"),
            ("by_organisation", "Ada Admin stopped it"),
            ("by_operator", "an operator"),
            ("not_alone", "somebody else"),
            ("account_changed", "was changed meanwhile"),
            ("suspended", "was closed"),
        ] {
            let facts = ended(json!({ "ended_at": at, "because": because, "by": "Ada Admin" }));
            let stopped = letter("owner_recovery_stopped", facts);
            assert!(stopped.text.contains(word), "{because}: {}", stopped.text);
        }
        let to_owner = letter("owner_recovery_completed", ended(json!({ "ended_at": at, "is_own": true })));
        let to_others = letter("owner_recovery_completed", ended(json!({ "ended_at": at })));
        assert!(to_owner.text.contains("Sign in with your password"), "{}", to_owner.text);
        assert!(to_others.text.contains("tell whoever runs this installation"), "{}", to_others.text);
    }
}
