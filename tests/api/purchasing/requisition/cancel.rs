//! Cancelling a requisition.
use serde_json::{Value, json};

use super::{
    acts, approved, drafted, is_as_if_unknown, is_done_once, is_hidden_from, lacks, lifecycle, needs_the_revision_seen,
    order::orders, shows, submitted, supplier,
};
use crate::support::App;

fn note() -> Value {
    json!({ "note": "Not needed any more." })
}

#[actix_web::test]
async fn a_draft_that_nobody_saw_needs_no_reason() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = drafted(&hotel).await;

    let ended = acts(&hotel.requester().await, &draft.id(), "cancel", 1, json!({})).await.is(200);

    assert_eq!((lifecycle(&ended), &ended.body["cancelled_because"]), ("cancelled", &Value::Null));
    assert_eq!(ended.body["number"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn what_was_submitted_is_cancelled_with_a_reason_and_waits_for_nobody() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let sent = submitted(&hotel).await;
    acts(&requester, &sent.id(), "cancel", 2, json!({})).await.is_invalid("note", "required");

    let ended = acts(&requester, &sent.id(), "cancel", 2, note()).await.is(200);

    assert_eq!((lifecycle(&ended), &ended.body["cancelled_because"]), ("cancelled", &note()["note"]));
    let seen = shows(&hotel.head().await, &sent.id()).await.is(200);
    assert_eq!((&seen.body["route"]["status"], &seen.body["route"]["waiting_for"]), (&json!("cancelled"), &json!([])));
    assert_eq!(hotel.head().await.gets("/v1/approvals").await.is(200).body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn what_is_approved_may_be_cancelled_until_it_is_ordered() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (first, second) = (approved(&hotel).await, approved(&hotel).await);
    let accounts = hotel.accounts().await;
    let supplier = supplier(&hotel, "Harbour Linen").await;

    let ended = acts(&accounts, &first.id(), "cancel", 3, note()).await.is(200);

    assert_eq!(lifecycle(&ended), "cancelled");
    let ordered = orders(&accounts, &second, &supplier, Some("1")).await.is(200);
    let late = acts(&accounts, &second.id(), "cancel", ordered.revision(), note()).await;
    late.is_refused(409, "requisition_in_orders");
    app.stop().await;
}

#[actix_web::test]
async fn it_is_cancelled_once_by_those_who_may() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = drafted(&hotel).await;
    let requester = hotel.requester().await;
    let watch = json!({ "person_id": hotel.people.housekeeper });
    is_hidden_from(&hotel.housekeeper().await, &draft, "cancel", note()).await;
    requester.posts(&format!("/v1/requisitions/{}/watchers", draft.id()), watch).await.is(200);

    let by_watcher = acts(&hotel.housekeeper().await, &draft.id(), "cancel", 1, note()).await;
    by_watcher.is_refused(403, "requisition_not_yours");
    lacks(&hotel.owner().await, &draft, "cancel", note()).await;
    needs_the_revision_seen(&requester, &draft, "cancel", note()).await;
    is_done_once(&requester, &draft, "cancel", note()).await;

    acts(&requester, &draft.id(), "cancel", 2, note()).await.is_refused(409, "requisition_ended");
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_requisition_is_as_if_unknown() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    is_as_if_unknown(&app, &hotel.accounts().await, "cancel", note()).await;
    app.stop().await;
}
