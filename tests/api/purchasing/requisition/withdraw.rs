//! Taking a requisition back.
use serde_json::json;

use super::{
    acts, approved, approves, is_as_if_unknown, is_done_once, is_hidden_from, lacks, lifecycle,
    needs_the_revision_seen, route, shows, submits, submitted,
};
use crate::support::App;

#[actix_web::test]
async fn it_is_a_draft_again_and_keeps_its_approvals() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let sent = submitted(&hotel).await;
    approves(&hotel.head().await, &sent).await;

    let back = acts(&requester, &sent.id(), "withdraw", 2, json!({ "note": "Wait" })).await.is(200);

    assert_eq!((lifecycle(&back), back.revision()), ("draft", 3));
    assert_eq!(shows(&requester, &sent.id()).await.body["route"]["status"], "withdrawn");
    let again = submits(&requester, &back).await;
    assert_eq!(route(&shows(&requester, &again.id()).await)[0].1, "satisfied");
    app.stop().await;
}

#[actix_web::test]
async fn only_those_whose_it_is_take_it_back() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let sent = submitted(&hotel).await;

    is_hidden_from(&hotel.housekeeper().await, &sent, "withdraw", json!({})).await;
    lacks(&hotel.owner().await, &sent, "withdraw", json!({})).await;
    let head = hotel.head().await;
    acts(&head, &sent.id(), "withdraw", 2, json!({})).await.is_refused(403, "not_yours_to_withdraw");
    assert_eq!(shows(&head, &sent.id()).await.action("requisition.withdraw"), Err("not_yours_to_withdraw".into()));
    app.stop().await;
}

#[actix_web::test]
async fn it_is_taken_back_once_while_it_waits() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let sent = submitted(&hotel).await;

    needs_the_revision_seen(&requester, &sent, "withdraw", json!({})).await;
    let back = is_done_once(&requester, &sent, "withdraw", json!({})).await;

    let again = acts(&requester, &back.id(), "withdraw", 3, json!({})).await;
    again.is_refused(409, "requisition_not_in_approval");
    let done = approved(&hotel).await;
    let late = acts(&requester, &done.id(), "withdraw", 3, json!({})).await;
    late.is_refused(409, "requisition_not_in_approval");
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_requisition_is_as_if_unknown() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    is_as_if_unknown(&app, &hotel.requester().await, "withdraw", json!({})).await;
    app.stop().await;
}
