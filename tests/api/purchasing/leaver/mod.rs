//! Somebody who leaves: what is open with them, who goes on with it, and the end of their account.
mod deactivate;
mod leave;
mod open_work;
mod own_open_work;

use kernel::PersonId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, Organisation, Person};

/// An act on a requisition, on the revision that was seen.
async fn acts(person: &Person<'_>, id: &str, verb: &str, revision: i64, body: Option<Value>) -> Answer {
    let (key, tag) = (Uuid::new_v4().to_string(), format!("\"{revision}\""));
    let headers = [("idempotency-key", key.as_str()), ("if-match", tag.as_str())];
    person.sends("POST", &format!("/v1/requisitions/{id}/{verb}"), body, &headers).await
}

/// A requisition that is a draft.
async fn drafts(person: &Person<'_>, more: &Value) -> Answer {
    let line = json!({ "description": "Bath towels", "quantity": "100", "unit": "C62", "unit_price": "4.25" });
    let mut body = json!({ "title": "Towels", "lines": [line] });
    for (field, value) in more.as_object().unwrap() {
        body[field] = value.clone();
    }
    person.posts("/v1/requisitions", body).await.is(201)
}

/// The same, submitted: revision 2, and the head of department is asked first.
async fn submits(person: &Person<'_>, more: &Value) -> Answer {
    let draft = drafts(person, more).await;
    acts(person, &draft.id(), "submit", 1, None).await.is(200)
}

/// Deactivates somebody, whose work goes to these.
async fn deactivates(person: &Person<'_>, id: PersonId, successors: Value) -> Answer {
    let body = json!({ "reason": "Moves to another company", "successors": successors });
    person.posts(&format!("/v1/people/{id}/deactivate"), body).await
}

/// The fields for which nobody was named.
fn missing(answer: &Answer) -> Vec<&str> {
    let errors = answer.body["errors"].as_array().unwrap().iter();
    errors.filter(|error| error["rule"] == "missing").map(|error| error["field"].as_str().unwrap()).collect()
}

/// How many rows of rights somebody has.
async fn rights(hotel: &Organisation<'_>, person: PersonId) -> i64 {
    let count = "select (select count(*) from tenant.permission_grant where person_id = $1)
        + (select count(*) from tenant.person_role where person_id = $1)
        + (select coalesce(sum(cardinality(permissions)), 0)::bigint from door.allow_list where person_id = $1)";
    sqlx::query_scalar(count).bind(person).fetch_one(&mut hotel.administrator().await).await.unwrap()
}
