//! The keys of programs, from asking to the end.
mod approve;
mod calls;
mod create;
mod list;
mod refuse;
mod revoke;
mod rotate;

use chrono::{Duration, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, Organisation, Person};

pub const PATH: &str = "/v1/api-keys";

/// A key that lives, and its secret.
pub struct Key {
    pub id: String,
    pub secret: String,
}

/// What is asked for.
pub fn wanted(scopes: &[&str]) -> Value {
    let expires_at = Utc::now() + Duration::days(30);
    json!({ "name": "Stock system", "scopes": scopes, "expires_at": expires_at, "reason": "Orders that it proposes" })
}

/// The same, with this field otherwise.
pub fn with(field: &str, value: Value) -> Value {
    let mut body = wanted(&["supplier.view"]);
    body[field] = value;
    body
}

/// Does something to a key as it stands.
pub async fn acts(person: &Person<'_>, id: &str, verb: &str, body: Option<Value>, revision: i64) -> Answer {
    let key = Uuid::new_v4().to_string();
    let headers = [("if-match", &*format!("\"{revision}\"")), ("idempotency-key", &*key)];
    person.sends("POST", &format!("{PATH}/{id}/{verb}"), body, &headers).await
}

/// A key that the administrator asked for and the owner agreed to.
pub async fn active(hotel: &Organisation<'_>, wanted: Value) -> Key {
    let asked = hotel.admin().await.posts(PATH, wanted).await.is(201);
    let id = asked.id();
    acts(&hotel.owner().await, &id, "approve", None, 1).await.is(200);
    Key { id, secret: asked.body["secret"].as_str().unwrap().to_owned() }
}

/// Refused, and the problem names the permission that is missing.
async fn lacks(person: &Person<'_>, permission: &str, id: &str, verb: &str, body: Option<Value>) {
    let answer = acts(person, id, verb, body, 1).await.is_refused(403, "forbidden");
    assert_eq!(answer.body["detail"], permission);
}
