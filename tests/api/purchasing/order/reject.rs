//! Rejecting an order.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ORDERS, acts, acts_with_key, drafted, submitted};
use crate::support::App;

#[actix_web::test]
async fn an_approver_rejects_with_a_reason() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = submitted(&hotel).await.id();

    let order = acts(&hotel.head().await, &id, "reject", 2, json!({ "note": "Too many" })).await.is(200);

    assert_eq!((&order.body["lifecycle"], order.revision()), (&json!("rejected"), 3));
    let seen = hotel.requester().await.gets(&format!("{ORDERS}/{id}")).await.is(200);
    assert_eq!(seen.body["route"]["ended"]["how"], "rejected");
    assert_eq!(seen.body["route"]["ended"]["note"], "Too many");
    app.stop().await;
}

#[actix_web::test]
async fn a_reason_is_needed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = submitted(&hotel).await.id();

    acts(&hotel.head().await, &id, "reject", 2, json!({})).await.is_invalid("note", "required");
    acts(&hotel.head().await, &id, "reject", 2, json!({ "note": " " })).await.is_invalid("note", "empty");
    app.stop().await;
}

#[actix_web::test]
async fn who_is_not_asked_does_not_reject() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = submitted(&hotel).await.id();
    let note = json!({ "note": "No" });

    acts(&hotel.general_manager().await, &id, "reject", 2, note.clone()).await.is_refused(403, "not_your_step");
    acts(&hotel.requester().await, &id, "reject", 2, note).await.is_refused(403, "forbidden");
    app.stop().await;
}

#[actix_web::test]
async fn a_stale_revision_and_a_draft_are_left_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (head, note) = (hotel.head().await, json!({ "note": "No" }));
    let id = drafted(&hotel).await.id();

    acts(&head, &id, "reject", 1, note.clone()).await.is_refused(409, "illegal_transition");
    acts(&hotel.requester().await, &id, "submit", 1, Value::Null).await.is(200);
    acts(&head, &id, "reject", 1, note).await.is_refused(412, "stale");
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_rejects_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, key, head) = (submitted(&hotel).await.id(), Uuid::new_v4().to_string(), hotel.head().await);
    let note = json!({ "note": "No" });

    acts_with_key(&head, &id, "reject", 2, note.clone(), &key).await.is(200);
    acts_with_key(&head, &id, "reject", 2, note.clone(), &key).await.is(200);
    acts(&head, &id, "reject", 3, note).await.is_refused(409, "illegal_transition");
    app.stop().await;
}

#[actix_web::test]
async fn a_rejected_order_stays_rejected() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = submitted(&hotel).await.id();
    acts(&hotel.head().await, &id, "reject", 2, json!({ "note": "No" })).await.is(200);

    let requester = hotel.requester().await;
    acts(&requester, &id, "submit", 3, Value::Null).await.is_refused(409, "illegal_transition");
    let path = format!("{ORDERS}/{id}");
    requester.patches(&path, json!({ "title": "Again" }), 3).await.is_refused(409, "illegal_transition");
    app.stop().await;
}
