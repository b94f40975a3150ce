//! What happened, in the words of the trade; nothing is committed without it.
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::permission::Changes;

/// One thing that happened to one entity; the door adds who, under which permission, from where and when.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    action: &'static str,
    entity: &'static str,
    entity_id: Uuid,
    detail: Value,
}

impl Event {
    /// The event that a change under `P` is known by.
    pub fn of<P: Changes>(entity_id: impl Into<Uuid>, detail: Value) -> Self {
        Self { action: P::DONE, entity: noun(P::CODE), entity_id: entity_id.into(), detail }
    }

    /// A further event beside the one of the permission: `<noun>.<what happened>`.
    pub fn also(action: &'static str, entity_id: impl Into<Uuid>, detail: Value) -> Self {
        Self { action, entity: noun(action), entity_id: entity_id.into(), detail }
    }

    pub(crate) fn disclosed(action: &'static str, entity_id: Uuid, detail: Value) -> Self {
        Self { action, entity: noun(action), entity_id, detail }
    }
}

fn noun(code: &'static str) -> &'static str {
    code.split('.').next().unwrap_or(code)
}

/// New state with the events that explain it: the only thing [`Permit::change`](crate::Permit::change) commits.
#[must_use]
#[derive(Debug)]
pub struct Changed<T> {
    pub value: T,
    pub(crate) events: Vec<Event>,
    pub(crate) place: Option<Place>,
}

/// Where to look for what was done.
#[derive(Debug)]
pub(crate) enum Place {
    /// It was made: 201.
    Made(String),
    /// A job will have done it: 202.
    Awaited(String),
}

impl<T> Changed<T> {
    /// A value with the event that explains it.
    pub fn new(value: T, event: Event) -> Self {
        Self { value, events: vec![event], place: None }
    }

    /// With one event more.
    pub fn and(mut self, event: Event) -> Self {
        self.events.push(event);
        self
    }

    /// Answered with 201 and this address.
    pub fn created_at(mut self, location: String) -> Self {
        self.place = Some(Place::Made(location));
        self
    }

    /// Answered with 202 and this address: what was asked for is not done yet, and shows there how it stands.
    pub fn awaited_at(mut self, location: String) -> Self {
        self.place = Some(Place::Awaited(location));
        self
    }

    /// The same change, shown otherwise.
    pub fn map<U>(self, show: impl FnOnce(T) -> U) -> Changed<U> {
        Changed { value: show(self.value), events: self.events, place: self.place }
    }
}
