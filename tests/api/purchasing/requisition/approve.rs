//! Approving a requisition.
use serde_json::json;

use super::{
    acts, approved, approves, asks, body, drafted, is_as_if_unknown, is_done_once, is_hidden_from, lacks, lifecycle,
    line, needs_the_revision_seen, route, shows, submits, submitted, with,
};
use crate::support::App;

#[actix_web::test]
async fn it_goes_from_step_to_step_until_it_is_approved() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = asks(&requester, body(&[line("1", "1000.01")])).await;
    let sent = submits(&requester, &draft).await;
    is_hidden_from(&hotel.housekeeping_head().await, &sent, "approve", json!({})).await;

    assert_eq!(lifecycle(&approves(&hotel.head().await, &sent).await), "in_approval");
    assert_eq!(lifecycle(&approves(&hotel.second_accounts().await, &sent).await), "in_approval");
    let note = json!({ "note": "Go ahead" });
    let done = acts(&hotel.general_manager().await, &sent.id(), "approve", 2, note).await.is(200);

    assert_eq!((lifecycle(&done), done.revision()), ("approved", 3));
    let seen = shows(&requester, &draft.id()).await.is(200);
    let step = |name: &str, state: &str, by: &[&str]| {
        (name.to_owned(), state.to_owned(), by.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    };
    let steps = [
        step("Head of department", "satisfied", &["Hugo Head"]),
        step("Accounts", "satisfied", &["Abel Accounts"]),
        step("GM", "satisfied", &["Gita Manager"]),
        step("Owner", "skipped", &[]),
    ];
    assert_eq!(route(&seen), steps);
    assert_eq!(seen.body["route"]["steps"][2]["approvals"][0]["note"], "Go ahead");
    let told = [
        "requisition.created",
        "requisition.submitted",
        "requisition.approved",
        "requisition.approved",
        "requisition.approved",
    ];
    assert_eq!(hotel.actions_on(&draft.id()).await, told);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_approves_what_they_asked_for_although_they_may_approve() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let draft = asks(&accounts, with(body(&[line("1", "10")]), &json!({ "department_id": hotel.kitchen }))).await;
    let sent = submits(&accounts, &draft).await;
    approves(&hotel.head().await, &sent).await;

    for verb in ["approve", "return", "reject"] {
        let note = json!({ "note": "Mine" });
        acts(&accounts, &draft.id(), verb, 2, note).await.is_refused(403, "own_document");
        let seen = shows(&accounts, &draft.id()).await;
        assert_eq!(seen.action(&format!("requisition.{verb}")), Err("own_document".into()));
    }

    assert_eq!(lifecycle(&approves(&hotel.second_accounts().await, &sent).await), "approved");
    app.stop().await;
}

#[actix_web::test]
async fn what_a_head_asked_for_is_approved_by_somebody_above() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (head, manager) = (hotel.head().await, hotel.general_manager().await);
    let sent = submits(&head, &asks(&head, body(&[line("1", "10")])).await).await;

    acts(&head, &sent.id(), "approve", 2, json!({})).await.is_refused(403, "own_document");
    acts(&hotel.accounts().await, &sent.id(), "approve", 2, json!({})).await.is_refused(409, "step_not_open");
    let route = &shows(&manager, &sent.id()).await.body["route"]["steps"][0];
    assert_eq!(
        route["why"],
        "Head of department: always; Hugo Head asked for it (SOD-01), so it asks the role general manager or the role \
         owner instead"
    );
    approves(&manager, &sent).await;

    assert_eq!(lifecycle(&approves(&hotel.accounts().await, &sent).await), "approved");
    app.stop().await;
}

#[actix_web::test]
async fn above_the_head_gm_and_owner_count_once_each() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let head = hotel.head().await;

    let sent = submits(&head, &asks(&head, body(&[line("1", "30000")])).await).await;

    approves(&hotel.accounts().await, &sent).await;
    approves(&hotel.general_manager().await, &sent).await;
    assert_eq!(lifecycle(&approves(&hotel.owner().await, &sent).await), "approved");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_approves_what_was_asked_for_on_their_behalf() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let manager = hotel.general_manager().await;
    let on_behalf = |person, department| json!({ "on_behalf_of_id": person, "department_id": department });
    let for_accounts = with(body(&[line("1", "10")]), &on_behalf(hotel.people.accounts, hotel.kitchen));
    let draft = asks(&manager, for_accounts).await;
    let sent = submits(&manager, &draft).await;
    approves(&hotel.head().await, &sent).await;

    let refused = acts(&hotel.accounts().await, &draft.id(), "approve", 2, json!({})).await;

    refused.is_refused(403, "own_document");
    approves(&hotel.second_accounts().await, &sent).await;

    let for_head = with(body(&[line("1", "10")]), &on_behalf(hotel.people.head, hotel.kitchen));
    let draft = asks(&manager, for_head).await;
    let sent = submits(&manager, &draft).await;
    acts(&hotel.head().await, &draft.id(), "approve", 2, json!({})).await.is_refused(403, "own_document");
    acts(&manager, &draft.id(), "approve", 2, json!({})).await.is_refused(403, "own_document");
    approves(&hotel.owner().await, &sent).await;
    app.stop().await;
}

#[actix_web::test]
async fn who_submitted_it_for_another_does_not_approve_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = drafted(&hotel).await;

    let head = hotel.head().await;
    submits(&head, &draft).await;

    acts(&head, &draft.id(), "approve", 2, json!({})).await.is_refused(403, "own_document");
    app.stop().await;
}

#[actix_web::test]
async fn one_person_counts_for_one_step() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let sent = submitted(&hotel).await;
    let head = hotel.head().await;
    approves(&head, &sent).await;

    let twice = acts(&head, &sent.id(), "approve", 2, json!({})).await;

    twice.is_refused(409, "approved_already");
    assert_eq!(route(&shows(&head, &sent.id()).await)[1].1, "open");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_approves_before_their_turn() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let sent = submitted(&hotel).await;

    let early = acts(&hotel.accounts().await, &sent.id(), "approve", 2, json!({})).await;

    early.is_refused(409, "step_not_open");
    assert_eq!(route(&shows(&hotel.accounts().await, &sent.id()).await)[1].1, "waiting");
    app.stop().await;
}

#[actix_web::test]
async fn whoever_is_asked_sees_it_from_then_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    // Spa is headed by somebody whose role sees neither departments nor everything.
    let approver = hotel.somebody_who_may(&["requisition.view", "requisition.approve"]).await;
    let admin = hotel.admin().await;
    let department = json!({ "name": "Spa", "code": "SPA", "head_id": approver.id });
    let spa = admin.posts("/v1/departments", department).await.is(201);
    let manager = hotel.general_manager().await;
    let draft = asks(&manager, with(body(&[line("1", "10")]), &json!({ "department_id": spa.id() }))).await;
    shows(&approver, &draft.id()).await.is_refused(404, "not_found");

    let sent = submits(&manager, &draft).await;

    shows(&approver, &draft.id()).await.is(200);
    approves(&approver, &sent).await;
    app.stop().await;
}

#[actix_web::test]
async fn it_is_approved_once_on_the_revision_that_was_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let sent = submitted(&hotel).await;
    let head = hotel.head().await;

    lacks(&hotel.requester().await, &sent, "approve", json!({})).await;
    needs_the_revision_seen(&head, &sent, "approve", json!({})).await;
    acts(&head, &sent.id(), "approve", 2, json!({ "step": 1 })).await.is_invalid("step", "unknown_field");
    is_done_once(&head, &sent, "approve", json!({})).await;

    let done = approved(&hotel).await;
    acts(&head, &done.id(), "approve", 3, json!({})).await.is_refused(409, "requisition_not_in_approval");
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_requisition_is_as_if_unknown() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    is_as_if_unknown(&app, &hotel.head().await, "approve", json!({})).await;
    app.stop().await;
}
