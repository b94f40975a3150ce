//! Returning a requisition for changes.
use serde_json::json;

use super::{
    REQUISITIONS, acts, approves, is_as_if_unknown, is_done_once, is_hidden_from, lacks, lifecycle, line,
    needs_the_revision_seen, route, shows, submits, submitted, with,
};
use crate::support::{Answer, App, Organisation};

fn note() -> serde_json::Value {
    json!({ "note": "Say which size." })
}

/// Approved by the head, returned by Accounts: revision 3.
async fn returned(hotel: &Organisation<'_>) -> Answer {
    let sent = submitted(hotel).await;
    approves(&hotel.head().await, &sent).await;
    acts(&hotel.accounts().await, &sent.id(), "return", sent.revision(), note()).await.is(200)
}

#[actix_web::test]
async fn it_is_a_draft_again_with_the_reason() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let back = returned(&hotel).await;

    assert_eq!((lifecycle(&back), back.revision()), ("draft", 3));
    let seen = shows(&hotel.requester().await, &back.id()).await.is(200);
    assert_eq!(seen.body["route"]["status"], "returned");
    assert_eq!(seen.body["route"]["ended"]["note"], "Say which size.");
    assert_eq!(seen.action("requisition.update"), Ok(()));
    assert_eq!(seen.action("requisition.submit"), Ok(()));
    app.stop().await;
}

#[actix_web::test]
async fn approvals_stand_when_nothing_changed_that_matters() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let back = returned(&hotel).await;
    let path = format!("{REQUISITIONS}/{}", back.id());
    let cosmetic = json!({ "title": "Towels 70 x 140", "need_by": "2026-12-24", "note": "By the back door" });
    let edited = requester.patches(&path, cosmetic, back.revision()).await.is(200);

    let again = submits(&requester, &edited).await;

    let seen = shows(&requester, &again.id()).await;
    let steps = route(&seen);
    assert_eq!((steps[0].1.as_str(), steps[1].1.as_str()), ("satisfied", "open"));
    assert_eq!(seen.body["route"]["steps"][0]["approvals"][0]["is_carried"], true);
    assert_eq!(seen.body["timeline"][5]["detail"]["approvals_kept"], 1);
    assert_eq!(lifecycle(&approves(&hotel.accounts().await, &again).await), "approved");
    app.stop().await;
}

#[actix_web::test]
async fn approvals_fall_when_something_changed_that_matters() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    for material in
        [json!({ "quantity": "101" }), json!({ "unit_price": "4.26" }), json!({ "description": "Bath robes" })]
    {
        let back = returned(&hotel).await;
        let kept = with(line("100", "4.25"), &json!({ "id": back.body["lines"][0]["id"] }));
        let lines = json!({ "lines": [with(kept, &material)] });
        let edited = requester.patches(&format!("{REQUISITIONS}/{}", back.id()), lines, back.revision()).await.is(200);

        let again = submits(&requester, &edited).await;

        let steps = route(&shows(&requester, &again.id()).await);
        assert_eq!((steps[0].1.as_str(), steps[0].2.len()), ("open", 0), "{material}");
        approves(&hotel.head().await, &again).await;
        assert_eq!(lifecycle(&approves(&hotel.accounts().await, &again).await), "approved");
    }
    app.stop().await;
}

#[actix_web::test]
async fn it_is_returned_once_with_a_reason_by_whom_it_waits_for() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let sent = submitted(&hotel).await;
    let head = hotel.head().await;

    acts(&head, &sent.id(), "return", 2, json!({})).await.is_invalid("note", "required");
    acts(&head, &sent.id(), "return", 2, json!({ "note": " " })).await.is_invalid("note", "empty");
    is_hidden_from(&hotel.housekeeping_head().await, &sent, "return", note()).await;
    lacks(&hotel.requester().await, &sent, "return", note()).await;
    let manager = hotel.general_manager().await;
    acts(&manager, &sent.id(), "return", 2, note()).await.is_refused(403, "not_your_step");
    needs_the_revision_seen(&head, &sent, "return", note()).await;
    let back = is_done_once(&head, &sent, "return", note()).await;

    acts(&head, &back.id(), "return", 3, note()).await.is_refused(409, "requisition_not_in_approval");
    let told = ["requisition.created", "requisition.submitted", "requisition.returned"];
    assert_eq!(hotel.actions_on(&back.id()).await, told);
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_requisition_is_as_if_unknown() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    is_as_if_unknown(&app, &hotel.head().await, "return", note()).await;
    app.stop().await;
}
