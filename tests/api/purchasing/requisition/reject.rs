//! Rejecting a requisition.
use serde_json::{Value, json};

use super::{
    REQUISITIONS, acts, is_as_if_unknown, is_done_once, is_hidden_from, lacks, lifecycle, needs_the_revision_seen,
    shows, submitted,
};
use crate::support::App;

fn note() -> Value {
    json!({ "note": "We have enough." })
}

#[actix_web::test]
async fn it_ends_for_good() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let sent = submitted(&hotel).await;

    let ended = acts(&hotel.head().await, &sent.id(), "reject", 2, note()).await.is(200);

    assert_eq!((lifecycle(&ended), ended.revision()), ("rejected", 3));
    let seen = shows(&requester, &sent.id()).await;
    assert_eq!(seen.body["route"]["ended"]["note"], "We have enough.");
    let title = json!({ "title": "Again" });
    requester.patches(&format!("{REQUISITIONS}/{}", sent.id()), title, 3).await.is_refused(409, "requisition_ended");
    acts(&requester, &sent.id(), "submit", 3, Value::Null).await.is_refused(409, "requisition_ended");
    acts(&requester, &sent.id(), "cancel", 3, note()).await.is_refused(409, "requisition_ended");
    acts(&requester, &sent.id(), "withdraw", 3, json!({})).await.is_refused(409, "requisition_not_in_approval");
    app.stop().await;
}

#[actix_web::test]
async fn it_is_rejected_once_with_a_reason_by_whom_it_waits_for() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let sent = submitted(&hotel).await;
    let head = hotel.head().await;

    acts(&head, &sent.id(), "reject", 2, json!({})).await.is_invalid("note", "required");
    is_hidden_from(&hotel.housekeeping_head().await, &sent, "reject", note()).await;
    lacks(&hotel.requester().await, &sent, "reject", note()).await;
    acts(&hotel.owner().await, &sent.id(), "reject", 2, note()).await.is_refused(403, "not_your_step");
    needs_the_revision_seen(&head, &sent, "reject", note()).await;
    is_done_once(&head, &sent, "reject", note()).await;

    let told = ["requisition.created", "requisition.submitted", "requisition.rejected"];
    assert_eq!(hotel.actions_on(&sent.id()).await, told);
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_requisition_is_as_if_unknown() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    is_as_if_unknown(&app, &hotel.head().await, "reject", note()).await;
    app.stop().await;
}
