//! Which duties one person does not unite.
mod list;
mod update;

use kernel::PersonId;
use serde_json::{Value, json};

use crate::support::{Answer, Organisation, Person};

pub(super) const PATH: &str = "/v1/duties";
const PAIR: &str = "/v1/duties/supplier_activation";

/// How suppliers are activated, as the list shows it.
pub(super) async fn supplier_activation(person: &Person<'_>) -> Value {
    let listed = person.gets(PATH).await.is(200);
    let duties = listed.body["items"].as_array().unwrap();
    duties.iter().find(|duty| duty["pair"] == "supplier_activation").unwrap().clone()
}

/// Sets how suppliers are activated, as it stands.
pub(super) async fn sets(person: &Person<'_>, body: Value) -> Answer {
    let revision = supplier_activation(person).await["revision"].as_i64().unwrap();
    person.patches(PAIR, body, revision).await
}

/// Lets one person enter and activate a supplier, while somebody looks at it.
pub async fn lowers(hotel: &Organisation<'_>, reviewer: PersonId) -> Answer {
    let body = json!({ "mode": "detect", "reviewer_id": reviewer, "reason": "There are two of us" });
    sets(&hotel.owner().await, body).await.is(200)
}
