//! Cancelling an order.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ORDERS, acts, acts_with_key, drafted, issued, submitted};
use crate::support::App;

#[actix_web::test]
async fn an_issued_order_keeps_its_number_and_its_paper() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let order = issued(&hotel).await;

    let reason = json!({ "reason": "Event called off" });
    let cancelled = acts(&hotel.accounts().await, &order.id(), "cancel", 4, reason).await.is(200);

    assert_eq!((&cancelled.body["lifecycle"], cancelled.revision()), (&json!("cancelled"), 5));
    assert_eq!(cancelled.body["number"], order.body["number"]);
    assert_eq!(cancelled.body["printed"], order.body["printed"]);
    assert_eq!(cancelled.body["cancellation"]["reason"], "Event called off");
    assert_eq!(cancelled.action("purchase_order.cancel"), Err("illegal_transition".into()));
    app.stop().await;
}

#[actix_web::test]
async fn what_waits_for_approval_waits_no_longer() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = submitted(&hotel).await.id();

    acts(&hotel.accounts().await, &id, "cancel", 2, json!({ "reason": "Twice" })).await.is(200);

    let seen = hotel.requester().await.gets(&format!("{ORDERS}/{id}")).await.is(200);
    assert_eq!(seen.body["route"]["status"], "cancelled");
    assert_eq!(seen.body["route"]["waiting_for"], json!([]));
    let waiting = hotel.head().await.gets("/v1/approvals").await.is(200);
    assert_eq!(waiting.body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn a_reason_a_permission_and_the_newest_revision_are_needed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, accounts) = (drafted(&hotel).await.id(), hotel.accounts().await);

    acts(&accounts, &id, "cancel", 1, json!({})).await.is_invalid("reason", "required");
    acts(&accounts, &id, "cancel", 9, json!({ "reason": "x" })).await.is_refused(412, "stale");
    acts(&hotel.requester().await, &id, "cancel", 1, json!({ "reason": "x" })).await.is_refused(403, "forbidden");
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_cancels_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, key, accounts) = (drafted(&hotel).await.id(), Uuid::new_v4().to_string(), hotel.accounts().await);
    let reason = json!({ "reason": "Twice" });

    acts_with_key(&accounts, &id, "cancel", 1, reason.clone(), &key).await.is(200);
    acts_with_key(&accounts, &id, "cancel", 1, reason.clone(), &key).await.is(200);
    acts(&accounts, &id, "cancel", 2, reason).await.is_refused(409, "illegal_transition");
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_order_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = drafted(&clinic).await;
    assert_eq!(theirs.body["number"], Value::Null);

    acts(&hotel.accounts().await, &theirs.id(), "cancel", 1, json!({ "reason": "x" }))
        .await
        .is_refused(404, "not_found");
    app.stop().await;
}
