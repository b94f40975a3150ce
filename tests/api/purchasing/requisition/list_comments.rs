//! Reading what was said about a requisition.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{REQUISITIONS, comment::says, drafted};
use crate::support::{Answer, App, Person};

pub(super) async fn reads(person: &Person<'_>, id: &str, query: &str) -> Answer {
    person.gets(&format!("{REQUISITIONS}/{id}/comments{query}")).await
}

#[actix_web::test]
async fn comments_stand_in_order_page_by_page() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let id = drafted(&hotel).await.id();
    for text in ["one", "two", "three"] {
        says(&requester, &id, json!({ "body": text })).await.is(201);
    }

    let first = reads(&requester, &id, "?limit=2").await.is(200).body;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = reads(&requester, &id, &format!("?limit=2&cursor={cursor}")).await.is(200).body;

    let bodies = |page: &Value| -> Vec<Value> {
        page["items"].as_array().unwrap().iter().map(|comment| comment["body"].clone()).collect()
    };
    assert_eq!((bodies(&first), bodies(&second)), (vec![json!("one"), json!("two")], vec![json!("three")]));
    assert_eq!(second["next_cursor"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn a_wrong_page_is_a_field_error() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let id = drafted(&hotel).await.id();

    reads(&requester, &id, "?limit=0").await.is_invalid("limit", "page_size");
    reads(&requester, &id, "?cursor=abc").await.is_invalid("cursor", "cursor");
    reads(&requester, &id, "?page=2").await.is_invalid("page", "unknown_field");
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_requisition_is_as_if_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = drafted(&clinic).await.id();
    let accounts = hotel.accounts().await;

    let of_theirs = reads(&accounts, &foreign, "").await.is_refused(404, "not_found");

    assert_eq!(of_theirs.body, reads(&accounts, &Uuid::new_v4().to_string(), "").await.body);
    app.stop().await;
}
