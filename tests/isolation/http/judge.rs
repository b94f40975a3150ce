//! Whether an answer tells a stranger anything.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use uuid::Uuid;

use crate::{operation::Request, support::Answer};

/// Headers that differ from answer to answer.
const FLEETING: [&str; 4] = ["date", "x-request-id", "content-length", "ratelimit"];

/// An answer without what its sender said and without its own request id.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    status: u16,
    headers: BTreeMap<String, Vec<String>>,
    body: String,
}

impl Seen {
    /// As it looks to whoever said `said`.
    pub fn of(answer: &Answer, said: &str) -> Self {
        let request_id = answer.header("x-request-id").unwrap_or("no request id").to_owned();
        // A short one is no id: what it says may stand anywhere.
        let is_told_apart = said.len() >= 8;
        let blot = |text: &str| {
            let text = text.replace(&request_id, "(request)");
            if is_told_apart { text.replace(said, "(said)") } else { text }
        };
        let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in &answer.headers {
            if !FLEETING.contains(&name.as_str()) {
                let value = blot(&String::from_utf8_lossy(value.as_bytes()));
                headers.entry(name.to_string()).or_default().push(value);
            }
        }
        Self { status: answer.status, headers, body: blot(&String::from_utf8_lossy(&answer.bytes)) }
    }
}

/// The words of the first organisation, and what the second has seen of its ids.
#[derive(Default)]
pub struct Canaries {
    pub words: Vec<String>,
    /// What the stranger's own trail may repeat, for it was asked for there.
    pub told_to_trail: BTreeSet<String>,
    /// The ids in answers, each with where it was first seen, beside those that the request itself named.
    pub seen: BTreeMap<Uuid, String>,
}

impl Canaries {
    /// Looks through an answer to the second organisation; a word of the first is a leak.
    pub fn look(&mut self, request: &Request, answer: &Answer, story: &str) -> Option<String> {
        let sent = format!("{} {}", request.path, text_of(request));
        let body = String::from_utf8_lossy(&answer.bytes);
        for id in ids_in(&body) {
            if !sent.contains(&id) && !self.told_to_trail.contains(&id) {
                let id = Uuid::try_parse(&id).expect("an id");
                self.seen.entry(id).or_insert_with(|| story.to_owned());
            }
        }
        let headers: Vec<_> =
            answer.headers.iter().map(|(_, value)| String::from_utf8_lossy(value.as_bytes())).collect();
        let is_new = |word: &&String| !sent.contains(&***word) && !self.told_to_trail.contains(&***word);
        let is_there = |word: &&String| body.contains(&***word) || headers.iter().any(|value| value.contains(&***word));
        let word = self.words.iter().filter(is_new).find(is_there)?;
        Some(format!("{story}: the answer says {word}: {answer:?}"))
    }

    /// Those of the ids seen that are the first organisation's alone.
    pub fn ids_of(&self, theirs: &[Uuid]) -> Vec<String> {
        let leaked = theirs.iter().filter_map(|id| self.seen.get(id).map(|story| (id, story)));
        leaked.map(|(id, story)| format!("{story}: the answer says {id}")).collect()
    }
}

fn text_of(request: &Request) -> String {
    request.body.as_ref().map(|body| String::from_utf8_lossy(body).into_owned()).unwrap_or_default()
}

/// Every uuid that stands in a text.
fn ids_in(text: &str) -> Vec<String> {
    const LENGTH: usize = 36;
    let mut found = Vec::new();
    for (start, _) in text.match_indices('-').filter(|(at, _)| *at >= 8) {
        let candidate = text.get(start - 8..start - 8 + LENGTH);
        found.extend(candidate.filter(|id| Uuid::try_parse(id).is_ok()).map(str::to_owned));
    }
    found
}

/// Whether a list, a page inside a thing, or the file of a list holds anything.
pub fn finds_something(answer: &Answer) -> bool {
    match answer.header("export-rows") {
        Some(rows) => rows != "0",
        None => has_items(&answer.body),
    }
}

fn has_items(body: &Value) -> bool {
    let is_full = |value: &Value| value.as_array().is_some_and(|items| !items.is_empty());
    match body {
        Value::Object(fields) if fields.contains_key("items") => is_full(&fields["items"]),
        Value::Object(fields) => fields.values().any(|value| is_full(value) || has_items(value)),
        _ => false,
    }
}

/// Where the next page begins, wherever the answer says it.
pub fn next_cursor(body: &Value) -> Option<String> {
    let Value::Object(fields) = body else { return None };
    let own = fields.get("next_cursor").and_then(Value::as_str).map(str::to_owned);
    own.or_else(|| fields.values().find_map(next_cursor))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0192b0c0-0000-7000-8000-000000000001";

    fn answer(status: u16, text: &str) -> Answer {
        Answer {
            status,
            headers: awc::http::header::HeaderMap::new(),
            body: Value::Null,
            bytes: text.as_bytes().to_vec(),
        }
    }

    fn request(path: &str) -> Request {
        Request { method: "GET".into(), path: path.into(), headers: Vec::new(), body: None }
    }

    #[test]
    fn answers_are_alike_but_for_what_was_said() {
        let other = "0192b0c0-0000-7000-8000-000000000002";
        let unknown = |id: &str| Seen::of(&answer(404, &format!("no {id} here")), id);

        assert_eq!(unknown(ID), unknown(other));
        assert_ne!(Seen::of(&answer(404, ""), ID), Seen::of(&answer(403, ""), ID));
        assert_ne!(Seen::of(&answer(404, &format!("{ID} is closed")), ID), Seen::of(&answer(404, "no such"), other));
    }

    #[test]
    fn a_word_is_a_leak_unless_it_was_sent() {
        let mut canaries = Canaries { words: vec!["hquartz".into()], ..Canaries::default() };

        let leak = canaries.look(&request("/v1/suppliers"), &answer(200, "Linen of hquartz"), "reading");
        let echo = canaries.look(&request("/v1/suppliers?q=hquartz"), &answer(200, "nothing of hquartz"), "searching");

        assert!(leak.is_some_and(|story| story.contains("hquartz")));
        assert_eq!(echo, None);
    }

    #[test]
    fn an_id_of_theirs_is_a_leak_unless_it_was_sent() {
        let mut canaries = Canaries::default();
        let theirs = [Uuid::try_parse(ID).unwrap()];

        canaries.look(&request(&format!("/v1/suppliers/{ID}")), &answer(404, ID), "naming it");
        assert_eq!(canaries.ids_of(&theirs), Vec::<String>::new());
        canaries.look(&request("/v1/suppliers"), &answer(200, ID), "reading");
        assert_eq!(canaries.ids_of(&theirs).len(), 1);
    }

    #[test]
    fn an_id_is_seen_wherever_it_stands() {
        assert_eq!(ids_in(&format!("a-b {ID}, /v1/x/{ID}")), [ID, ID]);
        assert_eq!(ids_in("2026-11-21T09:00:00Z-and-no-more-than-that-here-0"), Vec::<String>::new());
    }

    #[test]
    fn a_page_finds_something_wherever_it_stands() {
        let page = serde_json::json!({ "id": 1, "changes": { "items": [1], "next_cursor": "there" } });

        assert!(has_items(&page));
        assert_eq!(next_cursor(&page).as_deref(), Some("there"));
        assert!(!has_items(&serde_json::json!({ "items": [], "other": [1] })));
    }
}
