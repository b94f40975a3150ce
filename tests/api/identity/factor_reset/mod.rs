//! A second factor that is reset by two others.
mod approve;
mod create;
mod list;
mod refuse;
mod withdraw;

use kernel::PersonId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    identity::{
        authenticator::Authenticator,
        browser::{Browser, PASSWORD},
    },
    support::{Answer, Organisation, Person},
};

const PATH: &str = "/v1/factor-resets";
const REQUESTER: &str = "requester@harbour-house.example";

/// Asks for a reset, for a reason.
async fn asks(asker: &Person<'_>, person: PersonId) -> Answer {
    let body = json!({ "reason": "Lost her phone" });
    asker.posts(&format!("/v1/people/{person}/factor-resets"), body).await
}

/// Decides a reset as it stands.
async fn decides(person: &Person<'_>, id: &str, verb: &str, body: Option<Value>) -> Answer {
    decides_on(person, id, verb, body, 1).await
}

async fn decides_on(person: &Person<'_>, id: &str, verb: &str, body: Option<Value>, revision: i64) -> Answer {
    let key = Uuid::new_v4().to_string();
    let headers = [("if-match", &*format!("\"{revision}\"")), ("idempotency-key", &*key)];
    person.sends("POST", &format!("{PATH}/{id}/{verb}"), body, &headers).await
}

/// The reset of the requester's second factor, as the administrator asks for it.
async fn waiting(hotel: &Organisation<'_>) -> Answer {
    hotel.has_an_app(hotel.people.requester).await;
    asks(&hotel.admin().await, hotel.people.requester).await.is(201)
}

/// Refused, and the problem names the permission that is missing.
async fn lacks(person: &Person<'_>, permission: &str, id: &str, verb: &str, body: Option<Value>) {
    let answer = decides(person, id, verb, body).await.is_refused(403, "forbidden");
    assert_eq!(answer.body["detail"], permission);
}

/// The requester's browser, where an app was set up.
async fn with_an_app<'a>(hotel: &'a Organisation<'a>) -> (Browser<'a>, Authenticator<'a>) {
    hotel.gives_password(hotel.people.requester).await;
    let mut desk = Browser::new(hotel.app);
    desk.signs_in(hotel.slug, REQUESTER, PASSWORD).await.is(200);
    let (phone, _) = desk.sets_up_an_app().await;
    (desk, phone)
}

/// The actions of an answer that are open.
fn open(shown: &Value) -> Vec<&str> {
    let actions = shown["actions"].as_array().unwrap().iter();
    actions.filter(|action| action["closed_because"].is_null()).map(|action| action["name"].as_str().unwrap()).collect()
}
