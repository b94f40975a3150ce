//! An organisation that changes hands.
mod accept;
mod create;
mod list;
mod refuse;
mod withdraw;

use kernel::PersonId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, Organisation, Person};

const PATH: &str = "/v1/ownership-transfers";

/// Offers the organisation, for a reason.
async fn offers(owner: &Person<'_>, to: PersonId) -> Answer {
    owner.posts(PATH, json!({ "person_id": to, "reason": "I retire" })).await
}

/// The owner's offer to the general manager.
async fn offered(hotel: &Organisation<'_>) -> Answer {
    offers(&hotel.owner().await, hotel.people.general_manager).await.is(201)
}

/// Decides an offer as it stands.
async fn decides(person: &Person<'_>, id: &str, verb: &str, body: Option<Value>) -> Answer {
    decides_on(person, id, verb, body, 1).await
}

async fn decides_on(person: &Person<'_>, id: &str, verb: &str, body: Option<Value>, revision: i64) -> Answer {
    let key = Uuid::new_v4().to_string();
    let headers = [("if-match", &*format!("\"{revision}\"")), ("idempotency-key", &*key)];
    person.sends("POST", &format!("{PATH}/{id}/{verb}"), body, &headers).await
}

/// The roles of somebody.
async fn roles(hotel: &Organisation<'_>, person: PersonId) -> Value {
    hotel.auditor().await.gets(&format!("/v1/people/{person}")).await.is(200).body["roles"].clone()
}
