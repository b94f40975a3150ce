mod approve;
mod create;
mod list;
mod refuse;
mod withdraw;

use kernel::PersonId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, Organisation, Person};

pub(super) const PATH: &str = "/v1/grants";

/// Asks for rights, for a reason.
pub(super) async fn asks(asker: &Person<'_>, person: PersonId, roles: &[&str], permissions: &[&str]) -> Answer {
    let body =
        json!({ "person_id": person, "roles": roles, "permissions": permissions, "reason": "Stands in for Grace" });
    asker.posts(PATH, body).await
}

/// Decides a grant as it stands.
pub(super) async fn decides(person: &Person<'_>, id: &str, verb: &str, body: Option<Value>) -> Answer {
    decides_on(person, id, verb, body, 1).await
}

async fn decides_on(person: &Person<'_>, id: &str, verb: &str, body: Option<Value>, revision: i64) -> Answer {
    let key = Uuid::new_v4().to_string();
    let headers = [("if-match", &*format!("\"{revision}\"")), ("idempotency-key", &*key)];
    person.sends("POST", &format!("{PATH}/{id}/{verb}"), body, &headers).await
}

/// The grant by which the requester would be of accounts, as the administrator asks for it.
async fn waiting(hotel: &Organisation<'_>) -> Answer {
    let answer = asks(&hotel.admin().await, hotel.people.requester, &["accounts"], &[]).await.is(201);
    assert_eq!(answer.body["state"], "waiting");
    answer
}
