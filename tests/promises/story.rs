//! A story told by operation ids: each telling counts the events that it leaves.
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    operation::{Operation, operations},
    support::{Answer, App, Organisation, Person},
    tale::{ENDS_ITS_TOKEN, Teller},
    telling::Telling,
};

/// What has been told so far, in one organisation.
pub struct Story<'a> {
    hotel: &'a Organisation<'a>,
    operations: BTreeMap<String, Operation>,
    told: BTreeSet<String>,
}

impl<'a> Story<'a> {
    /// Begins one.
    pub fn of(app: &App, hotel: &'a Organisation<'a>) -> Self {
        let operations = operations(app).into_iter().map(|operation| (operation.id.clone(), operation)).collect();
        Self { hotel, operations, told: BTreeSet::new() }
    }

    /// The operations that were not told.
    pub fn untold(&self) -> BTreeSet<String> {
        self.operations.keys().filter(|id| !self.told.contains(*id)).cloned().collect()
    }
}

/// Each operation must succeed, and its events are held to the promise.
impl<'a> Teller<'a> for Story<'a> {
    fn hotel(&self) -> &'a Organisation<'a> {
        self.hotel
    }

    fn word(&self) -> String {
        "linen".into()
    }

    fn day(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    async fn tells(&mut self, person: &Person<'_>, operation: &str, telling: Telling) -> Answer {
        let operation = self.operations.get(operation).unwrap_or_else(|| panic!("no operation {operation}")).clone();
        let request = operation.told(&telling);
        let before = self.hotel.actions().await.len();

        let answer = request.done_by(person).await;

        let actions = self.hotel.actions().await.split_off(before);
        assert!((200..300).contains(&answer.status), "{}: {answer:?}", operation.name);
        holds(&operation, &actions);
        let ends_its_token = ENDS_ITS_TOKEN.iter().any(|(id, _)| *id == operation.id);
        if !ends_its_token && request.header("idempotency-key").is_some() {
            let again = request.sent_by(person).await;
            let kept = (answer.status, &answer.bytes, Some("true"));
            assert_eq!((again.status, &again.bytes, again.header("idempotency-replayed")), kept, "{}", operation.name);
            assert_eq!(self.hotel.actions().await.len(), before + actions.len(), "{} twice", operation.name);
        }
        self.told.insert(operation.id);
        answer
    }
}

// A read leaves none, a disclosure exactly its one, a change at least its own; so does what stands before a permission.
fn holds(operation: &Operation, actions: &[String]) {
    let entry = access::catalogue::CATALOGUE.iter().find(|entry| Some(entry.code) == operation.permission.as_deref());
    match (entry.map(|entry| entry.kind), &operation.event) {
        (Some(access::permission::Kind::Discloses), Some(event)) => {
            assert_eq!(actions, std::slice::from_ref(event), "{}", operation.name);
        }
        (_, Some(event)) => assert!(actions.contains(event), "{} leaves {actions:?}, not {event}", operation.name),
        (_, None) => assert_eq!(actions, Vec::<String>::new(), "{}", operation.name),
    }
}
