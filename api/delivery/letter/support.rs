//! The words to owners about an operator of the installation who asks to read, and who reads.
use access::DueMail;
use chrono::{DateTime, Utc};
use kernel::Error;
use serde::Deserialize;

use super::{Link, Words, moment, to_one_of_ours};

#[derive(Debug, Deserialize)]
struct Facts {
    at: DateTime<Utc>,
    operator: String,
    email: String,
    reason: String,
    ticket: Option<String>,
    minutes: i32,
    until: DateTime<Utc>,
}

/// To whoever may agree.
pub(super) fn asked(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Facts { at, operator, email, reason, ticket, minutes, until } = Facts::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    let mut before = vec![
        format!(
            "{operator} ({email}), who supports this installation, asked on {} to read {organisation_name} for {minutes} minutes.",
            moment(mail, at)
        ),
        format!("Reason: {reason}"),
    ];
    before.extend(ticket.map(|ticket| format!("Ticket: {ticket}")));
    before.push(
        "If you agree, they see orders, requisitions, suppliers, people and settings. They see no files and no secrets, change nothing, and each reading stands in your audit trail."
            .into(),
    );
    before.push("If nobody of you asked for help, refuse, and tell whoever runs this installation for you.".into());
    Ok(Words {
        subject: format!("{operator} asks to read {organisation_name} for support"),
        before,
        link: Some(see(origin)),
        after: vec![format!("Nothing is read before one of you agrees. It waits until {}.", moment(mail, until))],
        footer: to_one_of_ours(mail, origin),
    })
}

/// That it has begun.
pub(super) fn opened(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Facts { at, operator, email, reason, until, .. } = Facts::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    Ok(Words {
        subject: format!("{operator} reads {organisation_name} for support"),
        before: vec![
            format!(
                "{operator} ({email}) reads {organisation_name} from {} until {} at the latest, as one of you agreed.",
                moment(mail, at),
                moment(mail, until)
            ),
            format!("Reason: {reason}"),
            "You end it at any moment.".into(),
        ],
        link: Some(see(origin)),
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

fn see(origin: &str) -> Link {
    Link { label: "See support access", url: format!("{origin}/settings/support-access") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::letter::organisation::tests::letter;

    #[test]
    fn owners_read_who_asks_why_and_for_how_long() {
        let facts = json!({ "at": "2026-11-20T12:00:00Z", "operator": "Oda Finch", "email": "support@operators.example",
            "reason": "Order 4711 hangs.", "ticket": "HD-2207", "minutes": 30, "until": "2026-11-21T12:00:00Z" });
        let asked = letter("support_asked", facts.clone());
        let opened = letter("support_opened", facts);

        for word in [
            "Oda Finch (support@operators.example)",
            "for 30 minutes",
            "Order 4711 hangs.",
            "HD-2207",
            "/settings/support-access",
        ] {
            assert!(asked.text.contains(word), "{word}: {}", asked.text);
        }
        assert!(opened.subject.contains("Oda Finch reads"), "{}", opened.subject);
        assert!(opened.text.contains("You end it at any moment."), "{}", opened.text);
    }
}
