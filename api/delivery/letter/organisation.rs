//! The words to owners about what whoever runs the installation decided about their organisation.
use access::DueMail;
use chrono::{DateTime, Utc};
use kernel::Error;
use serde::Deserialize;

use super::{Words, moment, to_one_of_ours};

#[derive(Debug, Deserialize)]
struct Deleting {
    at: DateTime<Utc>,
    deletes_at: DateTime<Utc>,
    reason: String,
    contact: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Restored {
    at: DateTime<Utc>,
    is_suspended: bool,
    contact: Option<String>,
}

/// That it is being deleted, and until when that can be undone.
pub(super) fn deleting(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Deleting { at, deletes_at, reason, contact } = Deleting::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    Ok(Words {
        subject: format!("{organisation_name} will be deleted on {}", moment(mail, deletes_at)),
        before: vec![
            format!(
                "Two operators of this installation decided on {} to delete {organisation_name}. They say why: {reason}",
                moment(mail, at)
            ),
            "From now on nobody signs in, keys of programs and links open nothing, and no other mail leaves. Nothing is deleted yet.".into(),
            format!(
                "On {} everything in it is deleted for good: people, orders, papers, files and the audit trail. Its name stays taken.",
                moment(mail, deletes_at)
            ),
            format!("Until then it can be restored as it was. {}", write_to(contact)),
        ],
        link: None,
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

/// That it is not deleted after all.
pub(super) fn restored(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let Restored { at, is_suspended, contact } = Restored::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    let how = if is_suspended {
        format!("It is suspended, as it was before: nobody signs in yet. {}", write_to(contact))
    } else {
        "Its people sign in anew; keys of programs and links open what they opened before.".into()
    };
    Ok(Words {
        subject: format!("{organisation_name} was restored"),
        before: vec![
            format!(
                "An operator of this installation restored {organisation_name} on {}. It is not deleted, and nothing in it is lost.",
                moment(mail, at)
            ),
            how,
        ],
        link: None,
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

fn write_to(contact: Option<String>) -> String {
    contact.map_or_else(
        || "Tell whoever runs this installation for you.".into(),
        |contact| format!("Write to {contact}, and say which organisation it is."),
    )
}

#[cfg(test)]
pub(super) mod tests {
    use kernel::MailId;
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;
    use crate::Letter;

    pub(in crate::letter) fn letter(kind: &str, facts: Value) -> Letter {
        let mail = DueMail {
            id: MailId(Uuid::nil()),
            kind: kind.into(),
            facts,
            secret: Some("eu1_secret".into()),
            address: "owner@harbour-house.example".into(),
            person_name: Some("Olga Owner".into()),
            slug: "harbour-house".into(),
            organisation_name: "Harbour House".into(),
            time_zone: "Europe/Dublin".into(),
            asked_at: DateTime::UNIX_EPOCH,
            enclosure: None,
            own_server: None,
        };
        Letter::write(&mail, "https://po.example").expect("a letter")
    }

    #[test]
    fn owners_are_told_what_goes_when_and_whom_to_write_to() {
        let mut facts = json!({
            "at": "2026-11-23T10:00:00Z", "deletes_at": "2026-11-30T10:00:00Z", "reason": "The contract has ended.", "contact": "help@po.example",
        });
        let told = letter("organisation_deleting", facts.clone());
        facts["contact"] = Value::Null;
        let told_nobody = letter("organisation_deleting", facts);

        assert_eq!(told.subject, "Harbour House will be deleted on 30 November 2026 at 10:00 (Europe/Dublin)");
        for words in ["The contract has ended.", "Write to help@po.example", "23 November 2026 at 10:00"] {
            assert!(told.text.contains(words), "{words}: {}", told.text);
        }
        assert!(told_nobody.text.contains("Tell whoever runs this installation"), "{}", told_nobody.text);
    }

    #[test]
    fn owners_are_told_how_it_stands_once_it_is_restored() {
        let facts = |is_suspended: bool| json!({ "at": "2026-11-24T10:00:00Z", "is_suspended": is_suspended, "contact": "help@po.example" });

        let open = letter("organisation_restored", facts(false)).text;
        let suspended = letter("organisation_restored", facts(true)).text;

        assert!(open.contains("sign in anew") && !open.contains("help@po.example"), "{open}");
        assert!(suspended.contains("It is suspended") && suspended.contains("help@po.example"), "{suspended}");
    }
}
