//! A supplier, from the proposal to the block.
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, Organisation, Person};

mod activate;
mod block;
mod create;
mod export;
mod get;
mod list;
mod update;

/// What one must say of a supplier.
fn named(name: &str) -> Value {
    json!({ "name": name, "country": "IE", "currency": "EUR" })
}

/// The same, with these fields more.
fn with(name: &str, more: &Value) -> Value {
    let mut body = named(name);
    for (field, value) in more.as_object().unwrap() {
        body[field] = value.clone();
    }
    body
}

async fn proposes(person: &Person<'_>, body: Value) -> Answer {
    person.posts("/v1/suppliers", body).await.is(201)
}

async fn activates(person: &Person<'_>, id: &str, revision: i64) -> Answer {
    let (key, tag) = (Uuid::new_v4().to_string(), format!("\"{revision}\""));
    let headers = [("idempotency-key", key.as_str()), ("if-match", tag.as_str())];
    person.sends("POST", &format!("/v1/suppliers/{id}/activate"), None, &headers).await
}

async fn blocks(person: &Person<'_>, id: &str) -> Answer {
    person.posts(&format!("/v1/suppliers/{id}/block"), json!({ "reason": "Insolvent" })).await
}

/// Proposed by Accounts, activated by the general manager: revision 2.
pub async fn active(hotel: &Organisation<'_>, name: &str) -> String {
    let supplier = proposes(&hotel.accounts().await, named(name)).await;
    activates(&hotel.general_manager().await, &supplier.id(), 1).await.is(200).id()
}
