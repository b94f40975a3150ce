//! Reopening what was closed short of a requisition.
use serde_json::{Value, json};

use super::{
    acts, approved, asks, body, is_as_if_unknown, is_done_once, is_hidden_from, lifecycle, line,
    needs_the_revision_seen,
    order::orders,
    short_close::{approved_three, closes, quantities},
    shows, submits, supplier,
};
use crate::support::{Answer, App, Person};

fn because() -> Value {
    json!({ "reason": "The event takes place after all" })
}

async fn reopens(person: &Person<'_>, id: &str, places: &[usize]) -> Answer {
    let seen = shows(person, id).await.is(200);
    let mut asked = because();
    if !places.is_empty() {
        asked["line_ids"] = places.iter().map(|place| seen.body["lines"][*place]["id"].clone()).collect();
    }
    acts(person, id, "reopen", seen.revision(), asked).await
}

#[actix_web::test]
async fn what_was_closed_can_be_ordered_again_and_never_more_than_was_approved() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved(&hotel).await;
    orders(&accounts, &ready, &linen, Some("40")).await.is(200);
    closes(&hotel.head().await, &ready.id(), &[]).await.is(200);

    let reopened = reopens(&accounts, &ready.id(), &[]).await.is(200);

    assert_eq!((lifecycle(&reopened), quantities(&reopened, 0)), ("partially_ordered", ("40", "0", "60")));
    assert_eq!(reopened.body["lines"][0]["short_closed"], Value::Null);
    orders(&accounts, &ready, &linen, Some("60.000001")).await.is_refused(409, "ordered_above_approved");
    let rest = orders(&accounts, &ready, &linen, None).await.is(200);
    assert_eq!((lifecycle(&rest), quantities(&rest, 0)), ("ordered", ("100", "0", "0")));
    app.stop().await;
}

#[actix_web::test]
async fn one_line_is_reopened_and_the_others_stay_closed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let ready = approved_three(&hotel).await;
    closes(&accounts, &ready.id(), &[]).await.is(200);

    let reopened = reopens(&accounts, &ready.id(), &[1]).await.is(200);

    assert_eq!(lifecycle(&reopened), "approved");
    assert_eq!([0, 1, 2].map(|place| quantities(&reopened, place).2), ["0", "10", "0"]);
    let again = reopens(&accounts, &ready.id(), &[1]).await.is_refused(409, "requisition_not_short_closed");
    assert_eq!(again.body["detail"], "It is line 2.");
    let told = shows(&accounts, &ready.id()).await.body["timeline"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&told["action"], &told["detail"]["lines"]), (&json!("requisition.reopened"), &json!([2])));
    assert_eq!(told["detail"]["reason"], because()["reason"]);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_asked_does_not_overrule_who_closed_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (head, accounts) = (hotel.head().await, hotel.accounts().await);
    let draft = asks(&head, body(&[line("100", "4.25"), line("10", "2")])).await;
    let sent = submits(&head, &draft).await;
    acts(&hotel.general_manager().await, &draft.id(), "approve", sent.revision(), json!({})).await.is(200);
    let ready = acts(&accounts, &draft.id(), "approve", sent.revision(), json!({})).await.is(200);
    closes(&accounts, &ready.id(), &[0]).await.is(200);
    closes(&head, &ready.id(), &[1]).await.is(200);

    let overruled = reopens(&head, &ready.id(), &[]).await.is_refused(403, "reopened_by_another");
    let own_slip = reopens(&head, &ready.id(), &[1]).await.is(200);
    let by_another = reopens(&accounts, &ready.id(), &[]).await.is(200);

    assert!(overruled.body["who_could"].is_string());
    assert_eq!(quantities(&own_slip, 1), ("0", "0", "10"));
    assert_eq!((lifecycle(&by_another), quantities(&by_another, 0)), ("approved", ("0", "0", "100")));
    app.stop().await;
}

#[actix_web::test]
async fn what_is_cancelled_is_not_reopened() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let ready = approved_three(&hotel).await;
    let closed = closes(&accounts, &ready.id(), &[0]).await.is(200);
    let note = json!({ "note": "Not needed." });
    acts(&accounts, &ready.id(), "cancel", closed.revision(), note).await.is(200);

    reopens(&accounts, &ready.id(), &[0]).await.is_refused(409, "requisition_ended");

    app.stop().await;
}

#[actix_web::test]
async fn it_is_reopened_once_by_those_who_may() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, accounts) = (hotel.requester().await, hotel.accounts().await);
    let ready = approved(&hotel).await;
    reopens(&accounts, &ready.id(), &[]).await.is_refused(409, "requisition_not_short_closed");
    let closed = closes(&accounts, &ready.id(), &[]).await.is(200);

    let by_requester = acts(&requester, &ready.id(), "reopen", closed.revision(), because()).await;
    assert_eq!(by_requester.is_refused(403, "forbidden").body["detail"], "requisition.reopen");
    is_hidden_from(&hotel.housekeeping_head().await, &closed, "reopen", because()).await;
    acts(&accounts, &ready.id(), "reopen", closed.revision(), json!({})).await.is_invalid("reason", "required");
    needs_the_revision_seen(&accounts, &closed, "reopen", because()).await;
    let seen = is_done_once(&hotel.general_manager().await, &closed, "reopen", because()).await;

    assert_eq!((lifecycle(&seen), seen.action("requisition.short_close")), ("approved", Err("forbidden".into())));
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_requisition_is_as_if_unknown() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    is_as_if_unknown(&app, &hotel.accounts().await, "reopen", because()).await;
    app.stop().await;
}
