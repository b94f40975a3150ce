//! What a mail says of rights: to whoever has gained or lost some, and to whoever may agree to some.
use access::DueMail;
use chrono::{DateTime, Utc};
use kernel::Error;
use serde::Deserialize;

use super::{Link, Words, moment, to_one_of_ours};

#[derive(Debug, Deserialize)]
struct RightsChanged {
    at: DateTime<Utc>,
    by: String,
    #[serde(default)]
    given: Vec<String>,
    #[serde(default)]
    taken: Vec<String>,
    until: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize)]
struct GrantWaiting {
    at: DateTime<Utc>,
    by: String,
    people: Vec<String>,
    others: u32,
    reason: String,
    rights: Vec<String>,
    #[serde(default)]
    waived: Vec<String>,
}

pub(super) fn changed(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let RightsChanged { at, by, given, taken, until } = RightsChanged::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    let end = until.map(|end| format!(" until {}", moment(mail, end))).unwrap_or_default();
    let listed =
        |what: &str, rights: Vec<String>| (!rights.is_empty()).then(|| format!("{what}: {}.", rights.join("; ")));
    let before = [
        Some(format!("{by} changed what you may do at {organisation_name}, on {}.", moment(mail, at))),
        listed(&format!("Given{end}"), given),
        listed("Taken", taken),
        Some("It holds already; you stay signed in.".into()),
    ];
    Ok(Words {
        subject: format!("What you may do has changed: {organisation_name}"),
        before: before.into_iter().flatten().collect(),
        link: Some(Link { label: "Open Countersign", url: origin.to_owned() }),
        after: Vec::new(),
        footer: to_one_of_ours(mail, origin),
    })
}

pub(super) fn waiting(mail: &DueMail, origin: &str) -> Result<Words, Error> {
    let GrantWaiting { at, by, people, others, reason, rights, waived } = GrantWaiting::deserialize(&mail.facts)?;
    let DueMail { organisation_name, .. } = mail;
    let more = if others > 0 { format!(" and {others} more") } else { String::new() };
    let mut before = vec![
        format!("{by} asked for rights for {}{more}, on {}.", people.join(", "), moment(mail, at)),
        format!("Rights: {}.", rights.join("; ")),
        format!("Reason: {reason}"),
    ];
    if !waived.is_empty() {
        before.push(format!("Held together against the rule: {}.", waived.join("; ")));
    }
    Ok(Words {
        subject: format!("{by} asks for rights that need your agreement: {organisation_name}"),
        before,
        link: Some(Link { label: "See what waits", url: format!("{origin}/people/grants?state=waiting") }),
        after: vec!["Nothing is given before somebody agrees.".into()],
        footer: to_one_of_ours(mail, origin),
    })
}
