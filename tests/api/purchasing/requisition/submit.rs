//! Submitting a requisition.
use serde_json::{Value, json};

use super::{
    acts, asks, body, drafted, is_as_if_unknown, is_done_once, is_hidden_from, lacks, lifecycle, line,
    needs_the_revision_seen, route, shows, submits, submitted, watching, with,
};
use crate::support::App;

#[actix_web::test]
async fn it_takes_its_number_and_goes_to_its_approvers() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = drafted(&hotel).await;

    let sent = submits(&requester, &draft).await;

    assert_eq!((lifecycle(&sent), sent.revision()), ("in_approval", 2));
    assert_eq!(sent.body["number"], "PR-2026-00001");
    assert_eq!(sent.body["submitted_by"]["name"], "Rosa Requester");
    let seen = shows(&requester, &draft.id()).await.is(200);
    let step = |name: &str, state: &str| (name.to_owned(), state.to_owned(), Vec::<String>::new());
    let steps = [
        step("Head of department", "open"),
        step("Accounts", "waiting"),
        step("GM", "skipped"),
        step("Owner", "skipped"),
    ];
    assert_eq!(route(&seen), steps);
    let pair = |name: &str, because: &str| (name.to_owned(), because.to_owned());
    assert_eq!(watching(&seen), [pair("Hugo Head", "approver"), pair("Rosa Requester", "requester")]);
    assert_eq!(seen.body["timeline"][1]["action"], "requisition.submitted");
    assert_eq!(
        seen.body["timeline"][1]["detail"],
        json!({ "number": "PR-2026-00001", "policy": 1, "approvals_kept": 0, "lifecycle": "in_approval" })
    );
    assert_eq!(sent.action("requisition.withdraw"), Ok(()));
    assert_eq!(sent.action("requisition.update"), Err("requisition_not_draft".into()));
    app.stop().await;
}

#[actix_web::test]
async fn numbers_follow_each_other_and_each_organisation_has_its_own() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);

    let mut numbers = Vec::new();
    for organisation in [&hotel, &hotel, &clinic] {
        numbers.push(submitted(organisation).await.body["number"].clone());
    }

    assert_eq!(numbers, ["PR-2026-00001", "PR-2026-00002", "PR-2026-00001"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_number_is_kept_when_it_is_submitted_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let sent = submitted(&hotel).await;
    let back = acts(&requester, &sent.id(), "withdraw", sent.revision(), json!({})).await.is(200);

    let again = submits(&requester, &back).await;

    assert_eq!((&again.body["number"], again.revision()), (&json!("PR-2026-00001"), 4));
    assert_eq!(submitted(&hotel).await.body["number"], "PR-2026-00002");
    app.stop().await;
}

#[actix_web::test]
async fn a_refused_submission_burns_no_number() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let empty = asks(&requester, body(&[])).await;
    let dollars = asks(&requester, with(body(&[line("1", "1")]), &json!({ "currency": "USD" }))).await;

    acts(&requester, &empty.id(), "submit", 1, Value::Null).await.is_refused(409, "requisition_is_empty");
    acts(&requester, &dollars.id(), "submit", 1, Value::Null).await.is_refused(409, "no_exchange_rate");

    assert_eq!(shows(&requester, &dollars.id()).await.body["number"], Value::Null);
    assert_eq!(submitted(&hotel).await.body["number"], "PR-2026-00001");
    app.stop().await;
}

#[actix_web::test]
async fn thresholds_are_met_in_the_policys_currency() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let rate = json!({ "from_currency": "USD", "to_currency": "EUR", "on_date": "2026-11-20", "rate": "0.5", "source": "ECB" });
    let requester = hotel.requester().await;
    let today = asks(&requester, body(&[])).await.body["created_at"].as_str().unwrap()[..10].to_owned();
    hotel.accounts().await.posts("/v1/exchange-rates", with(rate, &json!({ "on_date": today }))).await.is(201);
    let asks_gm = async |amount: &str| {
        let draft = asks(&requester, with(body(&[line("1", amount)]), &json!({ "currency": "USD" }))).await;
        submits(&requester, &draft).await;
        route(&shows(&requester, &draft.id()).await)[2].1.clone()
    };

    assert_eq!(asks_gm("2000.00").await, "skipped");
    assert_eq!(asks_gm("2000.02").await, "waiting");
    app.stop().await;
}

#[actix_web::test]
async fn a_department_without_a_head_is_a_loud_refusal() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.publishes(2, "Strict", "0 seconds").await;
    let spa = hotel.admin().await.posts("/v1/departments", json!({ "name": "Spa", "code": "SPA" })).await.is(201);
    let manager = hotel.general_manager().await;
    let draft = asks(&manager, with(body(&[line("1", "1")]), &json!({ "department_id": spa.id() }))).await;

    let answer = acts(&manager, &draft.id(), "submit", 1, Value::Null).await.is_refused(409, "route_has_nobody");

    assert!(answer.body["detail"].as_str().is_some_and(|detail| detail.contains("Spa")), "{}", answer.body);
    assert_eq!(lifecycle(&shows(&manager, &draft.id()).await), "draft");
    app.stop().await;
}

#[actix_web::test]
async fn it_is_submitted_once_by_those_whose_it_is() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = drafted(&hotel).await;

    is_hidden_from(&hotel.housekeeper().await, &draft, "submit", Value::Null).await;
    lacks(&hotel.owner().await, &draft, "submit", Value::Null).await;
    let of_accounts = acts(&hotel.accounts().await, &draft.id(), "submit", 1, Value::Null).await;
    of_accounts.is_refused(403, "requisition_not_yours");
    needs_the_revision_seen(&hotel.requester().await, &draft, "submit", Value::Null).await;
    let sent = is_done_once(&hotel.requester().await, &draft, "submit", Value::Null).await;

    let again = acts(&hotel.requester().await, &sent.id(), "submit", 2, Value::Null).await;
    again.is_refused(409, "requisition_not_draft");
    assert_eq!(hotel.actions_on(&sent.id()).await, ["requisition.created", "requisition.submitted"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_requisition_is_as_if_unknown() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    is_as_if_unknown(&app, &hotel.requester().await, "submit", Value::Null).await;
    app.stop().await;
}
