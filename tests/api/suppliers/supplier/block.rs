//! Blocking a supplier, and lifting the block.
use serde_json::json;

use super::{activates, active, blocks, named, proposes};
use crate::support::App;

#[actix_web::test]
async fn a_block_says_why_and_who() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let id = active(&hotel, "Harbour Linen").await;

    let blocked = blocks(&accounts, &id).await.is(200);

    assert_eq!(blocked.header("etag"), Some("\"3\""));
    assert_eq!(
        (&blocked.body["status"], &blocked.body["blocked_by"], &blocked.body["blocked_reason"]),
        (&json!("blocked"), &json!(accounts.id), &json!("Insolvent"))
    );
    assert_eq!((&blocked.body["activated_by"], &blocked.body["activated_at"]), (&json!(null), &json!(null)));
    assert_eq!(blocked.action("supplier.block"), Err("supplier_already_blocked".into()));
    let timeline = accounts.gets(&format!("/v1/suppliers/{id}")).await.body["timeline"].clone();
    assert_eq!(timeline[2]["action"], "supplier.blocked");
    assert_eq!(timeline[2]["detail"], json!({ "was": "active", "reason": "Insolvent" }));
    app.stop().await;
}

#[actix_web::test]
async fn a_proposal_can_be_blocked_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = proposes(&hotel.requester().await, named("Harbour Linen")).await.id();

    let blocked = blocks(&hotel.accounts().await, &id).await.is(200);

    assert_eq!(blocked.body["status"], "blocked");
    app.stop().await;
}

#[actix_web::test]
async fn a_block_is_lifted_by_somebody_who_neither_set_it_nor_made_the_supplier() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let manager = hotel.general_manager().await;
    let id = active(&hotel, "Harbour Linen").await;
    blocks(&manager, &id).await.is(200);

    activates(&manager, &id, 3).await.is_refused(409, "own_block");
    activates(&hotel.accounts().await, &id, 3).await.is_refused(409, "own_supplier");
    let lifted = activates(&hotel.owner().await, &id, 3).await.is(200);

    assert_eq!(
        (&lifted.body["status"], &lifted.body["blocked_by"], &lifted.body["blocked_reason"]),
        (&json!("active"), &json!(null), &json!(null))
    );
    app.stop().await;
}

#[actix_web::test]
async fn a_blocked_supplier_is_not_blocked_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = active(&hotel, "Harbour Linen").await;
    blocks(&hotel.accounts().await, &id).await.is(200);

    blocks(&hotel.second_accounts().await, &id).await.is_refused(409, "supplier_already_blocked");

    assert_eq!(hotel.actions_on(&id).await, ["supplier.created", "supplier.activated", "supplier.blocked"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_block_needs_a_reason() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let path = format!("/v1/suppliers/{}/block", active(&hotel, "Harbour Linen").await);

    accounts.posts(&path, json!({})).await.is_invalid("reason", "required");
    accounts.posts(&path, json!({ "reason": " " })).await.is_invalid("reason", "empty");
    accounts.posts(&path, json!({ "reason": "x".repeat(501) })).await.is_invalid("reason", "too_long");
    accounts.posts(&path, json!({ "reason": "x", "until": "2027-01-01" })).await.is_invalid("until", "unknown_field");

    app.stop().await;
}

#[actix_web::test]
async fn only_those_with_the_permission_block_and_only_their_own_organisations() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let id = active(&hotel, "Harbour Linen").await;

    blocks(&hotel.owner().await, &id).await.is_refused(403, "forbidden");
    blocks(&clinic.accounts().await, &id).await.is_refused(404, "not_found");
    blocks(&hotel.accounts().await, &id).await.is(200);

    app.stop().await;
}
