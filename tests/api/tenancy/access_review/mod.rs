mod cancel;
mod decide;
mod export;
mod get;
mod list;
mod list_lines;
mod remind;
mod sign_off;
mod start;

use kernel::PersonId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, Organisation, Person};

const PATH: &str = "/v1/access-reviews";

/// A review as somebody who may starts it.
async fn starts(person: &Person<'_>) -> Answer {
    person.posts(PATH, json!({})).await.is(201)
}

/// Its lines, of somebody or of everybody.
async fn lines(person: &Person<'_>, id: &str, of: Option<PersonId>) -> Vec<Value> {
    let of = of.map(|of| format!("&person_id={of}")).unwrap_or_default();
    let page = person.gets(&format!("{PATH}/{id}/lines?limit=100{of}")).await.is(200);
    assert_eq!(page.body["next_cursor"], Value::Null);
    page.body["items"].as_array().unwrap().clone()
}

/// The numbers of the lines of somebody.
async fn numbers(person: &Person<'_>, id: &str, of: PersonId) -> Vec<i64> {
    lines(person, id, Some(of)).await.iter().map(|line| line["number"].as_i64().unwrap()).collect()
}

async fn decides(person: &Person<'_>, id: &str, lines: &[i64], decision: &str, reason: Option<&str>) -> Answer {
    let body = json!({ "lines": lines, "decision": decision, "reason": reason });
    person.posts(&format!("{PATH}/{id}/decide"), body).await
}

/// Every line is kept: the owner's by the administrator, all others by the owner.
async fn keeps_everything(hotel: &Organisation<'_>, id: &str) -> Answer {
    let (owner, admin) = (hotel.owner().await, hotel.admin().await);
    let own = numbers(&owner, id, owner.id).await;
    let all = lines(&owner, id, None).await;
    let open = all.iter().filter(|line| line["state"] == "open").map(|line| line["number"].as_i64().unwrap());
    let others: Vec<_> = open.filter(|number| !own.contains(number)).collect();
    decides(&owner, id, &others, "keep", None).await.is(200);
    decides(&admin, id, &own, "keep", None).await.is(200)
}

async fn ends(person: &Person<'_>, id: &str, verb: &str, revision: i64, body: Option<Value>) -> Answer {
    let key = Uuid::new_v4().to_string();
    let headers = [("if-match", &*format!("\"{revision}\"")), ("idempotency-key", &*key)];
    person.sends("POST", &format!("{PATH}/{id}/{verb}"), body, &headers).await
}
