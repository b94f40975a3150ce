//! Recording the supplier's answer.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{acts, acts_with_key, approved, issued};
use crate::support::App;

#[actix_web::test]
async fn a_receipt_may_be_followed_by_one_answer() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, accounts) = (issued(&hotel).await.id(), hotel.accounts().await);

    let received = acts(&accounts, &id, "acknowledge", 4, json!({ "code": "AB" })).await.is(200);
    let accepted = acts(&accounts, &id, "acknowledge", 5, json!({ "code": "AP" })).await.is(200);
    let again = acts(&accounts, &id, "acknowledge", 6, json!({ "code": "RE", "note": "No" })).await;

    assert_eq!(
        (&received.body["lifecycle"], &received.body["acknowledgement"]["code"]),
        (&json!("acknowledged"), &json!("AB"))
    );
    assert_eq!(accepted.body["acknowledgement"]["code"], "AP");
    assert_eq!(accepted.body["acknowledgement"]["recorded_by"]["name"], "Ada Accounts");
    assert_eq!(accepted.action("purchase_order.acknowledge"), Err("answered_already".into()));
    again.is_refused(409, "answered_already");
    app.stop().await;
}

#[actix_web::test]
async fn a_no_and_a_but_need_their_reason() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, accounts) = (issued(&hotel).await.id(), hotel.accounts().await);

    for code in ["CA", "RE"] {
        acts(&accounts, &id, "acknowledge", 4, json!({ "code": code })).await.is_invalid("note", "required");
    }
    acts(&accounts, &id, "acknowledge", 4, json!({ "code": "XX" })).await.is_invalid("code", "unknown_value");
    let order = acts(&accounts, &id, "acknowledge", 4, json!({ "code": "CA", "note": "90 only" })).await.is(200);
    assert_eq!(order.body["acknowledgement"]["note"], "90 only");
    app.stop().await;
}

#[actix_web::test]
async fn only_an_issued_order_is_answered() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, accounts) = (approved(&hotel).await.id(), hotel.accounts().await);

    acts(&accounts, &id, "acknowledge", 3, json!({ "code": "AP" })).await.is_refused(409, "illegal_transition");
    acts(&accounts, &id, "issue", 3, Value::Null).await.is(200);
    acts(&accounts, &id, "acknowledge", 3, json!({ "code": "AP" })).await.is_refused(412, "stale");
    acts(&hotel.requester().await, &id, "acknowledge", 4, json!({ "code": "AP" })).await.is_refused(403, "forbidden");
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_is_recorded_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, key, accounts) = (issued(&hotel).await.id(), Uuid::new_v4().to_string(), hotel.accounts().await);

    for _ in 0..2 {
        acts_with_key(&accounts, &id, "acknowledge", 4, json!({ "code": "AP" }), &key).await.is(200);
    }

    let recorded = hotel.actions_on(&id).await.iter().filter(|action| *action == "purchase_order.acknowledged").count();
    assert_eq!(recorded, 1);
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_order_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = issued(&clinic).await.id();

    let answer = acts(&hotel.accounts().await, &theirs, "acknowledge", 4, json!({ "code": "AP" })).await;
    answer.is_refused(404, "not_found");
    app.stop().await;
}
