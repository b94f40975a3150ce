//! Holding an order.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{acts, acts_with_key, drafted, issued};
use crate::support::App;

#[actix_web::test]
async fn each_axis_is_held_apart_with_its_reason() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, gm) = (issued(&hotel).await.id(), hotel.general_manager().await);

    let once = acts(&gm, &id, "hold", 4, json!({ "axis": "billing", "reason": "Check prices" })).await.is(200);
    let twice = acts(&gm, &id, "hold", 5, json!({ "axis": "billing", "reason": "Again" })).await;
    let both = acts(&gm, &id, "hold", 5, json!({ "axis": "receiving", "reason": "No room" })).await.is(200);

    assert_eq!(once.body["holds"]["billing"]["reason"], "Check prices");
    assert_eq!(once.body["holds"]["billing"]["by"]["name"], "Gita Manager");
    assert_eq!(once.body["lifecycle"], "issued");
    assert_eq!(once.action("purchase_order.hold"), Ok(()));
    twice.is_refused(409, "held_already");
    assert_eq!(both.action("purchase_order.hold"), Err("held_already".into()));
    app.stop().await;
}

#[actix_web::test]
async fn a_draft_is_not_held_and_a_reason_is_needed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, gm) = (drafted(&hotel).await.id(), hotel.general_manager().await);

    let held = acts(&gm, &id, "hold", 1, json!({ "axis": "billing", "reason": "Why not" })).await;
    held.is_refused(409, "illegal_transition");
    acts(&gm, &id, "hold", 1, json!({ "axis": "billing" })).await.is_invalid("reason", "required");
    acts(&gm, &id, "hold", 1, json!({ "axis": "paying", "reason": "x" })).await.is_invalid("axis", "unknown_value");
    acts(&hotel.head().await, &id, "hold", 1, json!({ "axis": "billing", "reason": "x" }))
        .await
        .is_refused(403, "forbidden");
    app.stop().await;
}

#[actix_web::test]
async fn a_stale_revision_is_not_held_and_a_repeat_is_harmless() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, key, gm) = (issued(&hotel).await.id(), Uuid::new_v4().to_string(), hotel.general_manager().await);
    let hold = json!({ "axis": "billing", "reason": "Check" });

    acts(&gm, &id, "hold", 3, hold.clone()).await.is_refused(412, "stale");
    let first = acts_with_key(&gm, &id, "hold", 4, hold.clone(), &key).await.is(200);
    let second = acts_with_key(&gm, &id, "hold", 4, hold, &key).await.is(200);
    assert_eq!(first.body, second.body);
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_order_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = issued(&clinic).await;
    assert_ne!(theirs.body["number"], Value::Null);

    let hold = json!({ "axis": "billing", "reason": "Check" });
    acts(&hotel.owner().await, &theirs.id(), "hold", 4, hold).await.is_refused(404, "not_found");
    app.stop().await;
}
