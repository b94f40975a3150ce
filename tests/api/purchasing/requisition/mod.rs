//! A requisition, from the draft to its orders.
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, App, Organisation, Person};

mod add_watcher;
mod adjustments;
mod approve;
mod balance;
mod cancel;
mod comment;
mod create;
mod database;
mod export;
mod export_lines;
mod get;
mod list;
mod list_comments;
mod order;
mod preview;
mod reject;
mod remove_watcher;
mod reopen;
mod r#return;
mod short_close;
mod submit;
mod update;
mod withdraw;

const REQUISITIONS: &str = "/v1/requisitions";

/// An act on the revision that was seen.
async fn acts(person: &Person<'_>, id: &str, verb: &str, revision: i64, body: Value) -> Answer {
    acts_with_key(person, id, verb, revision, body, &Uuid::new_v4().to_string()).await
}

async fn acts_with_key(person: &Person<'_>, id: &str, verb: &str, revision: i64, body: Value, key: &str) -> Answer {
    let tag = format!("\"{revision}\"");
    let headers = [("idempotency-key", key), ("if-match", tag.as_str())];
    let body = (!body.is_null()).then_some(body);
    person.sends("POST", &format!("{REQUISITIONS}/{id}/{verb}"), body, &headers).await
}

/// A line of so many at such a price.
fn line(quantity: &str, unit_price: &str) -> Value {
    json!({ "description": "Bath towels", "quantity": quantity, "unit": "C62", "unit_price": unit_price })
}

fn body(lines: &[Value]) -> Value {
    json!({ "title": "Towels", "lines": lines })
}

/// The same, with these fields more.
fn with(mut body: Value, more: &Value) -> Value {
    for (field, value) in more.as_object().unwrap() {
        body[field] = value.clone();
    }
    body
}

async fn asks(person: &Person<'_>, body: Value) -> Answer {
    person.posts(REQUISITIONS, body).await.is(201)
}

async fn shows(person: &Person<'_>, id: &str) -> Answer {
    person.gets(&format!("{REQUISITIONS}/{id}")).await
}

/// Drafted by the requester of the kitchen: 100 towels for 425.00, revision 1.
async fn drafted(hotel: &Organisation<'_>) -> Answer {
    asks(&hotel.requester().await, body(&[line("100", "4.25")])).await
}

async fn submits(person: &Person<'_>, draft: &Answer) -> Answer {
    acts(person, &draft.id(), "submit", draft.revision(), Value::Null).await.is(200)
}

/// Submitted by the requester, revision 2.
async fn submitted(hotel: &Organisation<'_>) -> Answer {
    submits(&hotel.requester().await, &drafted(hotel).await).await
}

async fn approves(person: &Person<'_>, document: &Answer) -> Answer {
    acts(person, &document.id(), "approve", document.revision(), json!({})).await.is(200)
}

/// Approved by the head and by Accounts, revision 3.
async fn approved(hotel: &Organisation<'_>) -> Answer {
    let requisition = submitted(hotel).await;
    approves(&hotel.head().await, &requisition).await;
    approves(&hotel.accounts().await, &requisition).await
}

/// Proposed by Accounts, activated by the general manager.
async fn supplier(hotel: &Organisation<'_>, name: &str) -> String {
    let body = json!({ "name": name, "country": "IE", "currency": "EUR" });
    let id = hotel.accounts().await.posts("/v1/suppliers", body).await.is(201).id();
    let key = Uuid::new_v4().to_string();
    let headers = [("idempotency-key", key.as_str()), ("if-match", "\"1\"")];
    let path = format!("/v1/suppliers/{id}/activate");
    hotel.general_manager().await.sends("POST", &path, None, &headers).await.is(200);
    id
}

/// An act needs the revision that was seen, and a stale one changes nothing.
async fn needs_the_revision_seen(person: &Person<'_>, document: &Answer, verb: &str, body: Value) {
    let id = document.id();
    let before = shows(person, &id).await.is(200).body;
    let path = format!("{REQUISITIONS}/{id}/{verb}");
    let sent = (!body.is_null()).then(|| body.clone());
    let key = Uuid::new_v4().to_string();
    person.sends("POST", &path, sent, &[("idempotency-key", &key)]).await.is_refused(428, "precondition_required");

    acts(person, &id, verb, document.revision() + 1, body.clone()).await.is_refused(412, "stale");
    acts(person, &id, verb, document.revision() - 1, body).await.is_refused(412, "stale");

    assert_eq!(shows(person, &id).await.is(200).body, before);
}

/// The same intention sent twice is done once and answered alike.
async fn is_done_once(person: &Person<'_>, document: &Answer, verb: &str, body: Value) -> Answer {
    let (id, key) = (document.id(), Uuid::new_v4().to_string());

    let first = acts_with_key(person, &id, verb, document.revision(), body.clone(), &key).await.is(200);
    let second = acts_with_key(person, &id, verb, document.revision(), body, &key).await.is(200);

    assert_eq!((&second.body, second.header("idempotency-replayed")), (&first.body, Some("true")));
    first
}

/// A requisition of the clinic is answered like one that does not exist.
async fn is_as_if_unknown(app: &App, person: &Person<'_>, verb: &str, body: Value) {
    let clinic = app.clinic().await;
    let foreign = submitted(&clinic).await.id();
    let of_theirs = acts(person, &foreign, verb, 2, body.clone()).await.is_refused(404, "not_found");
    let of_nobody = acts(person, &Uuid::new_v4().to_string(), verb, 2, body).await.is_refused(404, "not_found");

    assert_eq!(of_theirs.body, of_nobody.body);
    let seen = shows(&clinic.requester().await, &foreign).await.is(200);
    assert_eq!((seen.revision(), &seen.body["lifecycle"]), (2, &json!("in_approval")));
}

/// Whoever does not see it is answered like for one that does not exist.
async fn is_hidden_from(person: &Person<'_>, document: &Answer, verb: &str, body: Value) {
    acts(person, &document.id(), verb, document.revision(), body).await.is_refused(404, "not_found");
}

/// Who lacks the permission is told which.
async fn lacks(person: &Person<'_>, document: &Answer, verb: &str, body: Value) {
    let answer = acts(person, &document.id(), verb, document.revision(), body).await.is_refused(403, "forbidden");

    assert_eq!(answer.body["detail"], format!("requisition.{verb}"));
}

fn lifecycle(answer: &Answer) -> &str {
    answer.body["lifecycle"].as_str().unwrap()
}

/// The names of those whom the open steps wait for.
fn watching(answer: &Answer) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let watchers = answer.body["watchers"].as_array().unwrap();
    let mut found: Vec<_> = watchers.iter().map(|it| (text(&it["name"]), text(&it["because"]))).collect();
    found.sort();
    found
}

/// What the route says of each step: its name, its state and who approved it.
fn route(answer: &Answer) -> Vec<(String, String, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let steps = answer.body["route"]["steps"].as_array().unwrap_or_else(|| panic!("no route in {}", answer.body));
    let approved = |step: &Value| {
        step["approvals"].as_array().unwrap().iter().map(|given| text(&given["person_name"])).collect::<Vec<_>>()
    };
    steps.iter().map(|step| (text(&step["name"]), text(&step["state"]), approved(step))).collect()
}
