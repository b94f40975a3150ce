//! Withdrawing an order.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ORDERS, acts, acts_with_key, drafted, submitted};
use crate::support::App;

#[actix_web::test]
async fn the_requester_takes_it_back_to_draft() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = submitted(&hotel).await.id();

    let order = acts(&hotel.requester().await, &id, "withdraw", 2, json!({ "note": "Not yet" })).await.is(200);

    assert_eq!((&order.body["lifecycle"], order.revision()), (&json!("draft"), 3));
    assert_eq!(order.action("purchase_order.update"), Ok(()));
    acts(&hotel.head().await, &id, "approve", 3, json!({})).await.is_refused(409, "illegal_transition");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_withdraws_what_is_not_theirs() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = submitted(&hotel).await.id();

    let seen = hotel.accounts().await.gets(&format!("{ORDERS}/{id}")).await.is(200);
    acts(&hotel.accounts().await, &id, "withdraw", 2, json!({})).await.is_refused(403, "not_yours_to_withdraw");
    assert_eq!(seen.action("purchase_order.withdraw"), Err("not_yours_to_withdraw".into()));
    acts(&hotel.housekeeper().await, &id, "withdraw", 2, json!({})).await.is_refused(404, "not_found");
    app.stop().await;
}

#[actix_web::test]
async fn a_stale_revision_and_a_draft_are_left_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let id = drafted(&hotel).await.id();

    acts(&requester, &id, "withdraw", 1, json!({})).await.is_refused(409, "illegal_transition");
    acts(&requester, &id, "submit", 1, Value::Null).await.is(200);
    acts(&requester, &id, "withdraw", 1, json!({})).await.is_refused(412, "stale");
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_withdraws_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, key, requester) = (submitted(&hotel).await.id(), Uuid::new_v4().to_string(), hotel.requester().await);

    acts_with_key(&requester, &id, "withdraw", 2, json!({}), &key).await.is(200);
    acts_with_key(&requester, &id, "withdraw", 2, json!({}), &key).await.is(200);
    acts(&requester, &id, "withdraw", 3, json!({})).await.is_refused(409, "illegal_transition");
    app.stop().await;
}
