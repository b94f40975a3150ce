//! Approving an order.
use serde_json::{Value, json};
use sqlx::Connection;
use uuid::Uuid;

use super::{ORDERS, acts, acts_with_key, approves_all, body, drafted, line, submitted, supplier};
use crate::support::App;

#[actix_web::test]
async fn head_and_accounts_approve_one_after_the_other() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let order = submitted(&hotel).await;
    let id = order.id();

    let early = acts(&hotel.accounts().await, &id, "approve", 2, json!({})).await;
    let once = acts(&hotel.head().await, &id, "approve", 2, json!({ "note": "Fine" })).await.is(200);
    let done = acts(&hotel.accounts().await, &id, "approve", 2, json!({})).await.is(200);

    early.is_refused(409, "step_not_open");
    assert_eq!((&once.body["lifecycle"], once.revision()), (&json!("pending_approval"), 2));
    assert_eq!((&done.body["lifecycle"], done.revision()), (&json!("approved"), 3));
    assert_eq!(done.body["number"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn above_a_thousand_the_general_manager_is_asked_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let supplier = supplier(&hotel, "Harbour Linen").await;
    let draft = requester.posts(ORDERS, body(&hotel, &supplier, &[line("1", "1000.01")])).await.is(201);
    let id = draft.id();
    acts(&requester, &id, "submit", 1, Value::Null).await.is(200);

    let waiting = approves_all(&hotel, &id, 2).await;
    let done = acts(&hotel.general_manager().await, &id, "approve", 2, json!({})).await.is(200);

    assert_eq!(waiting.body["lifecycle"], "pending_approval");
    assert_eq!(done.body["lifecycle"], "approved");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_approves_their_own_order() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let supplier = supplier(&hotel, "Harbour Linen").await;
    let draft = accounts.posts(ORDERS, body(&hotel, &supplier, &[line("1", "10")])).await.is(201);
    let id = draft.id();
    acts(&accounts, &id, "submit", 1, Value::Null).await.is(200);
    acts(&hotel.head().await, &id, "approve", 2, json!({})).await.is(200);

    let seen = accounts.gets(&format!("{ORDERS}/{id}")).await.is(200);
    let refused = acts(&accounts, &id, "approve", 2, json!({})).await;

    assert_eq!(seen.action("purchase_order.approve"), Err("own_document".into()));
    refused.is_refused(403, "own_document");
    acts(&hotel.second_accounts().await, &id, "approve", 2, json!({})).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn who_is_not_asked_does_not_approve() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = submitted(&hotel).await.id();

    acts(&hotel.general_manager().await, &id, "approve", 2, json!({})).await.is_refused(403, "not_your_step");
    acts(&hotel.housekeeping_head().await, &id, "approve", 2, json!({})).await.is_refused(404, "not_found");
    acts(&hotel.requester().await, &id, "approve", 2, json!({})).await.is_refused(403, "forbidden");
    app.stop().await;
}

#[actix_web::test]
async fn a_stale_revision_is_not_approved() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = submitted(&hotel).await.id();

    acts(&hotel.head().await, &id, "approve", 1, json!({})).await.is_refused(412, "stale");
    app.stop().await;
}

#[actix_web::test]
async fn a_draft_and_an_approved_order_are_not_approved() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = drafted(&hotel).await.id();

    acts(&hotel.head().await, &draft, "approve", 1, json!({})).await.is_refused(409, "illegal_transition");
    acts(&hotel.requester().await, &draft, "submit", 1, Value::Null).await.is(200);
    approves_all(&hotel, &draft, 2).await;
    acts(&hotel.head().await, &draft, "approve", 3, json!({})).await.is_refused(409, "illegal_transition");
    app.stop().await;
}

#[actix_web::test]
async fn approving_twice_by_one_key_counts_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, key, head) = (submitted(&hotel).await.id(), Uuid::new_v4().to_string(), hotel.head().await);

    acts_with_key(&head, &id, "approve", 2, json!({}), &key).await.is(200);
    acts_with_key(&head, &id, "approve", 2, json!({}), &key).await.is(200);

    assert_eq!(acts(&head, &id, "approve", 2, json!({})).await.status, 409);
    let approved = hotel.actions_on(&id).await.iter().filter(|action| *action == "purchase_order.approved").count();
    assert_eq!(approved, 1);
    app.stop().await;
}

#[actix_web::test]
async fn the_database_too_refuses_an_order_that_its_route_did_not_approve() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = Uuid::parse_str(&submitted(&hotel).await.id()).unwrap();
    let mut connection = app.as_role("countersign_tenant").await;
    let mut tx = connection.begin().await.unwrap();
    hotel.head().await.begins(&mut tx, "purchase_order.approve", Uuid::new_v4()).await;

    let forced = sqlx::query(
        "update tenant.purchase_order set lifecycle = 'approved', approved_at = now(), revision = revision + 1 where id = $1",
    );
    let error = forced.bind(id).execute(&mut *tx).await.unwrap_err();

    assert_eq!(error.as_database_error().unwrap().constraint(), Some("purchase_order_was_approved"));
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_order_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = submitted(&clinic).await.id();

    acts(&hotel.head().await, &theirs, "approve", 2, json!({})).await.is_refused(404, "not_found");
    app.stop().await;
}
