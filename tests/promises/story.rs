//! A story told by operation ids: each telling counts the events that it leaves.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    operation::{Operation, operations},
    support::{Answer, App, Organisation, Person},
};

/// What has been told so far, in one organisation.
pub struct Story<'a> {
    hotel: &'a Organisation<'a>,
    operations: BTreeMap<String, Operation>,
    told: BTreeSet<String>,
}

/// What a telling fills in; the document's own examples stand in for the rest.
#[derive(Debug, Default, Clone)]
pub struct Telling<'a> {
    /// The values of the address, in their order.
    pub ids: Vec<String>,
    pub query: &'a str,
    pub body: Option<Value>,
    /// Of this media type, instead of JSON.
    pub file: Option<(&'a str, &'a [u8])>,
    pub revision: Option<i64>,
}

impl Telling<'_> {
    /// Of these ids.
    pub fn of(ids: &[&str]) -> Self {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        Self { ids, ..Self::default() }
    }

    /// With this body.
    pub fn with(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }

    /// On this revision.
    pub fn on(self, revision: i64) -> Self {
        Self { revision: Some(revision), ..self }
    }
}

impl<'a> Story<'a> {
    /// Begins one.
    pub fn of(app: &App, hotel: &'a Organisation<'a>) -> Self {
        let operations = operations(app).into_iter().map(|operation| (operation.id.clone(), operation)).collect();
        Self { hotel, operations, told: BTreeSet::new() }
    }

    /// Carries out an operation, which must succeed, and holds its events to the promise.
    pub async fn tells(&mut self, person: &Person<'_>, operation: &str, telling: Telling<'_>) -> Answer {
        let operation = self.operations.get(operation).unwrap_or_else(|| panic!("no operation {operation}")).clone();
        let mut request = operation.request();
        request.path = address(&operation.path, &telling);
        if let Some(body) = &telling.body {
            request.body = Some(body.to_string().into_bytes());
        }
        if let Some((kind, bytes)) = telling.file {
            request.body = Some(bytes.to_vec());
            request.headers.retain(|(name, _)| name != "content-type");
            request.headers.push(("content-type".into(), kind.into()));
        }
        if let Some(revision) = telling.revision {
            let tag = request.headers.iter_mut().find(|(name, _)| name == "if-match");
            tag.unwrap_or_else(|| panic!("{} takes no If-Match", operation.name)).1 = format!("\"{revision}\"");
        }
        let before = self.hotel.actions().await.len();

        let answer = request.sent_by(person).await;

        let actions = self.hotel.actions().await.split_off(before);
        assert!((200..300).contains(&answer.status), "{}: {answer:?}", operation.name);
        holds(&operation, &actions);
        if request.headers.iter().any(|(name, _)| name == "idempotency-key") {
            let again = request.sent_by(person).await;
            let kept = (answer.status, &answer.bytes, Some("true"));
            assert_eq!((again.status, &again.bytes, again.header("idempotency-replayed")), kept, "{}", operation.name);
            assert_eq!(self.hotel.actions().await.len(), before + actions.len(), "{} twice", operation.name);
        }
        self.told.insert(operation.id);
        answer
    }

    /// The operations that were not told.
    pub fn untold(&self) -> BTreeSet<String> {
        self.operations.keys().filter(|id| !self.told.contains(*id)).cloned().collect()
    }
}

fn address(path: &str, telling: &Telling<'_>) -> String {
    let mut ids = telling.ids.iter();
    let parts: Vec<_> = path
        .split('/')
        .map(
            |part| {
                if part.starts_with('{') { ids.next().unwrap_or_else(|| panic!("{path} wants an id")) } else { part }
            },
        )
        .collect();
    assert_eq!(ids.next(), None, "{path} wants fewer ids");
    let query = if telling.query.is_empty() { String::new() } else { format!("?{}", telling.query) };
    format!("{}{query}", parts.join("/"))
}

// A read leaves none, a disclosure exactly its one, a change at least its own.
fn holds(operation: &Operation, actions: &[String]) {
    let entry = access::catalogue::CATALOGUE.iter().find(|entry| Some(entry.code) == operation.permission.as_deref());
    match (entry.map(|entry| entry.kind), &operation.event) {
        (Some(access::permission::Kind::Discloses), Some(event)) => {
            assert_eq!(actions, std::slice::from_ref(event), "{}", operation.name);
        }
        (_, Some(event)) => assert!(actions.contains(event), "{} leaves {actions:?}, not {event}", operation.name),
        (Some(_), None) => assert_eq!(actions, Vec::<String>::new(), "{}", operation.name),
        // Before a permission there is none to compare with; its own tests say what signing in leaves.
        (None, None) => {}
    }
}
