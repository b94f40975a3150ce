//! Closing short what remains of a requisition.
use serde_json::{Value, json};

use super::{
    acts, approved, approves, asks, body, is_as_if_unknown, is_done_once, is_hidden_from, lacks, lifecycle, line,
    needs_the_revision_seen, order, order::orders, shows, submits, submitted, supplier,
};
use crate::support::{Answer, App, Organisation, Person};

pub(super) fn because() -> Value {
    json!({ "reason": "The event was called off" })
}

/// Closes these lines, by their place; all of it when none is named.
pub(super) async fn closes(person: &Person<'_>, id: &str, places: &[usize]) -> Answer {
    let seen = shows(person, id).await.is(200);
    let mut asked = because();
    if !places.is_empty() {
        asked["line_ids"] = places.iter().map(|place| seen.body["lines"][*place]["id"].clone()).collect();
    }
    acts(person, id, "short-close", seen.revision(), asked).await
}

/// Three lines of 100, 10 and 1, approved by the head and by Accounts.
pub(super) async fn approved_three(hotel: &Organisation<'_>) -> Answer {
    let lines = [line("100", "4.25"), line("10", "2"), line("1", "3")];
    let draft = asks(&hotel.requester().await, body(&lines)).await;
    let sent = submits(&hotel.requester().await, &draft).await;
    approves(&hotel.head().await, &sent).await;
    approves(&hotel.accounts().await, &sent).await
}

/// What is ordered, closed and remains of a line.
pub(super) fn quantities(answer: &Answer, place: usize) -> (&str, &str, &str) {
    let line = &answer.body["lines"][place];
    let text = |value: &'_ Value| value.as_str().map(str::to_owned);
    assert!(text(&line["ordered_quantity"]).is_some(), "{line}");
    (
        line["ordered_quantity"].as_str().unwrap(),
        line["short_closed"]["quantity"].as_str().unwrap_or("0"),
        line["remaining_quantity"].as_str().unwrap(),
    )
}

#[actix_web::test]
async fn the_rest_of_a_line_is_closed_and_nothing_more_is_ordered_of_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved_three(&hotel).await;
    orders(&accounts, &ready, &linen, Some("40")).await.is(200);

    let closed = closes(&hotel.head().await, &ready.id(), &[0]).await.is(200);

    assert_eq!((lifecycle(&closed), quantities(&closed, 0)), ("partially_ordered", ("40", "60", "0")));
    assert_eq!(quantities(&closed, 1), ("0", "0", "10"));
    let told = &closed.body["lines"][0]["short_closed"];
    assert_eq!((&told["reason"], &told["by"]["name"]), (&because()["reason"], &json!("Hugo Head")));
    let refused = orders(&accounts, &ready, &linen, None).await.is_refused(409, "requisition_line_short_closed");
    assert_eq!(refused.body["detail"], "It is line 1.");
    app.stop().await;
}

#[actix_web::test]
async fn what_is_closed_whole_is_short_closed_and_not_ordered() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved_three(&hotel).await;
    orders(&accounts, &ready, &linen, Some("40")).await.is(200);

    let closed = closes(&accounts, &ready.id(), &[]).await.is(200);

    assert_eq!(lifecycle(&closed), "short_closed");
    assert_eq!([0, 1, 2].map(|place| quantities(&closed, place).2), ["0"; 3]);
    for verb in ["requisition.order", "requisition.cancel", "requisition.short_close"] {
        assert_eq!(closed.action(verb), Err("requisition_short_closed".into()), "{verb}");
    }
    closes(&accounts, &ready.id(), &[1]).await.is_refused(409, "requisition_short_closed");
    let listed = |filter: &str| format!("/v1/requisitions?{filter}");
    let found = accounts.gets(&listed("lifecycle=short_closed")).await.is(200);
    assert_eq!((&found.body["items"][0]["id"], &found.body["items"][0]["lines"]), (&json!(ready.id()), &json!(3)));
    assert_eq!(accounts.gets(&listed("is_to_order=true")).await.body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn the_last_open_line_closes_the_requisition_unlike_one_that_is_ordered_whole() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let (cut, whole) = (approved_three(&hotel).await, approved(&hotel).await);

    let first = closes(&accounts, &cut.id(), &[0]).await.is(200);
    let second = closes(&accounts, &cut.id(), &[1, 2]).await.is(200);
    let ordered = orders(&accounts, &whole, &linen, None).await.is(200);

    assert_eq!([&first, &second, &ordered].map(lifecycle), ["approved", "short_closed", "ordered"]);
    closes(&accounts, &whole.id(), &[]).await.is_refused(409, "requisition_fully_ordered");
    app.stop().await;
}

#[actix_web::test]
async fn what_an_order_gives_back_of_a_closed_line_stays_closed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved_three(&hotel).await;
    let first = orders(&accounts, &ready, &linen, Some("40")).await.is(200);
    closes(&accounts, &ready.id(), &[]).await.is(200);

    order::cancels_order(&hotel, first.body["orders"][0]["id"].as_str().unwrap()).await;

    let seen = shows(&accounts, &ready.id()).await.is(200);
    assert_eq!((lifecycle(&seen), quantities(&seen, 0)), ("short_closed", ("0", "100", "0")));
    app.stop().await;
}

#[actix_web::test]
async fn an_order_is_edited_down_and_not_up_on_a_closed_line() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved(&hotel).await;
    let ordered = orders(&accounts, &ready, &linen, Some("40")).await.is(200);
    closes(&accounts, &ready.id(), &[0]).await.is(200);
    let path = format!("/v1/purchase-orders/{}", ordered.body["orders"][0]["id"].as_str().unwrap());
    let draft = accounts.gets(&path).await.is(200);
    let so_many = |quantity: &str| {
        let mut line = line(quantity, "4.25");
        line["id"] = draft.body["lines"][0]["id"].clone();
        json!({ "lines": [line] })
    };

    let up = accounts.patches(&path, so_many("41"), draft.revision()).await;
    up.is_refused(409, "requisition_line_short_closed");
    let down = accounts.patches(&path, so_many("25"), draft.revision()).await.is(200);
    let up_again = accounts.patches(&path, so_many("40"), down.revision()).await;
    up_again.is_refused(409, "requisition_line_short_closed");

    assert_eq!(quantities(&shows(&accounts, &ready.id()).await, 0), ("25", "75", "0"));
    app.stop().await;
}

#[actix_web::test]
async fn each_line_must_be_open_and_the_reason_be_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let (ready, other) = (approved_three(&hotel).await, approved(&hotel).await);
    orders(&accounts, &ready, &linen, None).await.is(200);
    let seen = closes(&accounts, &ready.id(), &[1]).await.is(200);
    let line = |answer: &Answer, place: usize| answer.body["lines"][place]["id"].clone();
    let close = async |ids: Value| {
        let asked = json!({ "reason": "Enough", "line_ids": ids });
        acts(&accounts, &ready.id(), "short-close", seen.revision(), asked).await
    };

    let ordered = close(json!([line(&seen, 0)])).await.is_refused(409, "requisition_line_fully_ordered");
    assert_eq!(ordered.body["detail"], "It is line 1.");
    close(json!([line(&seen, 1)])).await.is_refused(409, "requisition_line_short_closed");
    close(json!([line(&other, 0)])).await.is_invalid("line_ids[0]", "unknown");
    close(json!([line(&seen, 2), line(&seen, 2)])).await.is_invalid("line_ids[1]", "unknown");
    close(json!([])).await.is_invalid("line_ids", "wrong_length");
    for (asked, rule) in [(json!({}), "required"), (json!({ "reason": " " }), "empty")] {
        acts(&accounts, &ready.id(), "short-close", seen.revision(), asked).await.is_invalid("reason", rule);
    }
    assert_eq!(shows(&accounts, &ready.id()).await.revision(), seen.revision());
    app.stop().await;
}

#[actix_web::test]
async fn it_is_closed_once_by_accounts_and_the_head_and_everybody_sees_why() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, accounts) = (hotel.requester().await, hotel.accounts().await);
    let (ready, sent) = (approved_three(&hotel).await, submitted(&hotel).await);

    lacks_to_close(&requester, &ready).await;
    is_hidden_from(&hotel.housekeeping_head().await, &ready, "short-close", because()).await;
    closes(&accounts, &sent.id(), &[]).await.is_refused(409, "requisition_not_approved");
    needs_the_revision_seen(&accounts, &ready, "short-close", because()).await;
    is_done_once(&accounts, &ready, "short-close", because()).await;

    assert_eq!(hotel.actions_on(&ready.id()).await.last().map(String::as_str), Some("requisition.short_closed"));
    let seen = shows(&requester, &ready.id()).await.is(200);
    let told = seen.body["timeline"].as_array().unwrap().last().unwrap();
    assert_eq!((&told["person_name"], &told["detail"]["reason"]), (&json!("Ada Accounts"), &because()["reason"]));
    assert_eq!(told["detail"]["lines"], json!([1, 2, 3]));
    app.stop().await;
}

async fn lacks_to_close(person: &Person<'_>, document: &Answer) {
    let refused = acts(person, &document.id(), "short-close", document.revision(), because()).await;
    assert_eq!(refused.is_refused(403, "forbidden").body["detail"], "requisition.short_close");
    lacks(person, document, "order", json!({ "orders": [] })).await;
}

#[actix_web::test]
async fn a_watcher_with_the_permission_closes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let ready = approved(&hotel).await;
    let watcher = hotel.somebody_who_may(&["requisition.view", "requisition.short_close"]).await;
    let watch = json!({ "person_id": watcher.id });
    hotel.requester().await.posts(&format!("/v1/requisitions/{}/watchers", ready.id()), watch).await.is(200);

    closes(&watcher, &ready.id(), &[]).await.is_refused(403, "requisition_not_yours");

    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_requisition_is_as_if_unknown() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    is_as_if_unknown(&app, &hotel.accounts().await, "short-close", because()).await;
    app.stop().await;
}
