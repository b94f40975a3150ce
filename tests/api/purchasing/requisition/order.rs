//! Turning an approved requisition into orders.
use futures_util::future::join;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    REQUISITIONS, acts, approved, approves, asks, body, is_as_if_unknown, is_done_once, is_hidden_from, lacks,
    lifecycle, line, needs_the_revision_seen, shows, submits, submitted, supplier,
};
use crate::support::{Answer, App, Organisation, Person};

fn of(supplier: &str, lines: &[Value]) -> Value {
    json!({ "supplier_id": supplier, "lines": lines })
}

fn some_of(document: &Answer, index: usize, quantity: Option<&str>) -> Value {
    let id = &document.body["lines"][index]["id"];
    match quantity {
        Some(quantity) => json!({ "requisition_line_id": id, "quantity": quantity }),
        None => json!({ "requisition_line_id": id }),
    }
}

/// Orders the first line of one supplier; all that remains, unless told how much.
pub(super) async fn orders(person: &Person<'_>, document: &Answer, supplier: &str, quantity: Option<&str>) -> Answer {
    let asked = json!({ "orders": [of(supplier, &[some_of(document, 0, quantity)])] });
    let revision = shows(person, &document.id()).await.is(200).revision();
    acts(person, &document.id(), "order", revision, asked).await
}

fn quantities(answer: &Answer, index: usize) -> (&str, &str) {
    let line = &answer.body["lines"][index];
    (line["ordered_quantity"].as_str().unwrap(), line["remaining_quantity"].as_str().unwrap())
}

pub(super) async fn cancels_order(hotel: &Organisation<'_>, id: &str) {
    let path = format!("/v1/purchase-orders/{id}");
    let accounts = hotel.accounts().await;
    let revision = accounts.gets(&path).await.is(200).revision();
    let (key, tag) = (Uuid::new_v4().to_string(), format!("\"{revision}\""));
    let headers = [("idempotency-key", key.as_str()), ("if-match", tag.as_str())];
    let reason = Some(json!({ "reason": "Too dear" }));
    accounts.sends("POST", &format!("{path}/cancel"), reason, &headers).await.is(200);
}

#[actix_web::test]
async fn lines_are_split_over_suppliers_and_each_gets_a_draft() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, accounts) = (hotel.requester().await, hotel.accounts().await);
    let (linen, soap) = (supplier(&hotel, "Harbour Linen").await, supplier(&hotel, "Soap Works").await);
    let draft = asks(&requester, body(&[line("100", "4.25"), line("10", "2")])).await;
    let sent = submits(&requester, &draft).await;
    approves(&hotel.head().await, &sent).await;
    let ready = approves(&accounts, &sent).await;
    let mut dearer = some_of(&ready, 0, Some("60"));
    dearer["unit_price"] = json!("4.5");
    let asked = json!({ "orders": [
        of(&linen, &[dearer, some_of(&ready, 1, None)]),
        of(&soap, &[some_of(&ready, 0, Some("40"))]),
    ] });

    let ordered = acts(&accounts, &ready.id(), "order", ready.revision(), asked).await.is(200);

    assert_eq!(lifecycle(&ordered), "ordered");
    assert_eq!((quantities(&ordered, 0), quantities(&ordered, 1)), (("100", "0"), ("10", "0")));
    let made = ordered.body["orders"].as_array().unwrap();
    assert_eq!(made.iter().map(|order| &order["supplier_id"]).collect::<Vec<_>>(), [&linen, &soap]);
    let first = accounts.gets(&format!("/v1/purchase-orders/{}", made[0]["id"].as_str().unwrap())).await.is(200);
    assert_eq!((&first.body["lifecycle"], &first.body["requisition_id"]), (&json!("draft"), &json!(ready.id())));
    assert_eq!(first.body["requester"]["name"], "Rosa Requester");
    assert_eq!(first.body["totals"]["gross"]["amount"], "290.00");
    assert_eq!(first.body["lines"][0]["requisition_line_id"], ready.body["lines"][0]["id"]);
    let seen = shows(&requester, &ready.id()).await;
    let names: Vec<_> = seen.body["orders"].as_array().unwrap().iter().map(|order| &order["supplier_name"]).collect();
    assert_eq!(names, ["Harbour Linen", "Soap Works"]);
    assert_eq!(hotel.actions_on(&ready.id()).await.last().map(String::as_str), Some("requisition.ordered"));
    assert_eq!(hotel.actions_on(&first.id()).await, ["purchase_order.created"]);
    app.stop().await;
}

#[actix_web::test]
async fn what_is_left_is_ordered_later_and_never_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved(&hotel).await;

    let part = orders(&accounts, &ready, &linen, Some("33.5")).await.is(200);
    assert_eq!((lifecycle(&part), quantities(&part, 0)), ("partially_ordered", ("33.5", "66.5")));
    let above = orders(&accounts, &ready, &linen, Some("66.500001")).await.is_refused(409, "ordered_above_approved");
    assert_eq!(above.body["detail"], "Of line 1 remains 66.5.");
    let rest = orders(&accounts, &ready, &linen, None).await.is(200);

    assert_eq!((lifecycle(&rest), quantities(&rest, 0)), ("ordered", ("100", "0")));
    orders(&accounts, &ready, &linen, None).await.is_refused(409, "requisition_fully_ordered");
    app.stop().await;
}

#[actix_web::test]
async fn one_line_named_twice_is_counted_twice() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved(&hotel).await;
    let twice = |one, two| json!({ "orders": [of(&linen, &[some_of(&ready, 0, one), some_of(&ready, 0, two)])] });

    let above = acts(&accounts, &ready.id(), "order", 3, twice(Some("60"), Some("41"))).await;
    above.is_refused(409, "ordered_above_approved");
    let nothing_left = acts(&accounts, &ready.id(), "order", 3, twice(None, None)).await;
    nothing_left.is_refused(409, "ordered_above_approved");

    let rest = acts(&accounts, &ready.id(), "order", 3, twice(Some("60"), None)).await.is(200);
    assert_eq!(quantities(&rest, 0), ("100", "0"));
    app.stop().await;
}

#[actix_web::test]
async fn a_cancelled_order_gives_its_quantity_back() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved(&hotel).await;
    let ordered = orders(&accounts, &ready, &linen, None).await.is(200);

    cancels_order(&hotel, ordered.body["orders"][0]["id"].as_str().unwrap()).await;

    let seen = shows(&accounts, &ready.id()).await.is(200);
    assert_eq!((lifecycle(&seen), quantities(&seen, 0)), ("approved", ("0", "100")));
    assert_eq!(lifecycle(&orders(&accounts, &ready, &linen, Some("1")).await.is(200)), "partially_ordered");
    app.stop().await;
}

#[actix_web::test]
async fn an_edited_order_takes_no_more_than_was_approved() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved(&hotel).await;
    let ordered = orders(&accounts, &ready, &linen, Some("40")).await.is(200);
    let path = format!("/v1/purchase-orders/{}", ordered.body["orders"][0]["id"].as_str().unwrap());
    let order = accounts.gets(&path).await.is(200);
    let so_many = |quantity: &str| {
        let mut line = line(quantity, "4.25");
        line["id"] = order.body["lines"][0]["id"].clone();
        json!({ "lines": [line] })
    };

    accounts.patches(&path, so_many("101"), order.revision()).await.is_refused(409, "ordered_above_approved");
    accounts.patches(&path, so_many("100"), order.revision()).await.is(200);

    assert_eq!(lifecycle(&shows(&accounts, &ready.id()).await), "ordered");
    app.stop().await;
}

#[actix_web::test]
async fn only_what_is_approved_is_ordered() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let sent = submitted(&hotel).await;

    orders(&accounts, &sent, &linen, None).await.is_refused(409, "requisition_not_approved");

    let seen = shows(&accounts, &sent.id()).await;
    assert_eq!(seen.action("requisition.order"), Err("requisition_not_approved".into()));
    assert_eq!(accounts.gets("/v1/purchase-orders").await.body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn each_broken_rule_names_its_field() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let foreign = supplier(&clinic, "Clinic Supplies").await;
    let (ready, other) = (approved(&hotel).await, approved(&hotel).await);
    let whole = || some_of(&ready, 0, None);
    let one = |order: Value| json!({ "orders": [order] });
    let line_field = "orders[0].lines[0].requisition_line_id";
    let broken = [
        (json!({}), "orders", "required"),
        (json!({ "orders": [] }), "orders", "wrong_length"),
        (json!({ "orders": vec![of(&linen, &[whole()]); 51] }), "orders", "wrong_length"),
        (one(of(&linen, &[])), "orders[0].lines", "wrong_length"),
        (one(of(&foreign, &[whole()])), "orders[0].supplier_id", "unknown"),
        (one(of(&Uuid::new_v4().to_string(), &[whole()])), "orders[0].supplier_id", "unknown"),
        (one(of(&linen, &[some_of(&other, 0, None)])), line_field, "unknown"),
        (one(of(&linen, &[json!({ "requisition_line_id": Uuid::new_v4() })])), line_field, "unknown"),
        (one(of(&linen, &[some_of(&ready, 0, Some("0"))])), "orders[0].lines[0].quantity", "too_small"),
        (one(json!({ "supplier_id": linen, "lines": [whole()], "title": "a" })), "orders[0].title", "unknown_field"),
    ];

    for (asked, field, rule) in broken {
        acts(&accounts, &ready.id(), "order", 3, asked).await.is_invalid(field, rule);
    }

    assert_eq!(accounts.gets("/v1/purchase-orders").await.body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn it_is_ordered_once_by_accounts() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved(&hotel).await;
    let asked = json!({ "orders": [of(&linen, &[some_of(&ready, 0, Some("1"))])] });

    lacks(&hotel.requester().await, &ready, "order", asked.clone()).await;
    let blind = hotel.somebody_who_may(&["requisition.view", "requisition.order"]).await;
    is_hidden_from(&blind, &ready, "order", asked.clone()).await;
    needs_the_revision_seen(&accounts, &ready, "order", asked.clone()).await;
    is_done_once(&accounts, &ready, "order", asked).await;

    let made = accounts.gets("/v1/purchase-orders").await.body["items"].as_array().map(Vec::len);
    assert_eq!(made, Some(1));
    let seen = accounts.gets(&format!("{REQUISITIONS}/{}", ready.id())).await;
    assert_eq!(quantities(&seen, 0), ("1", "99"));
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_requisition_is_as_if_unknown() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let asked = json!({ "orders": [of(&linen, &[json!({ "requisition_line_id": Uuid::new_v4() })])] });

    is_as_if_unknown(&app, &hotel.accounts().await, "order", asked).await;
    app.stop().await;
}

#[actix_web::test]
async fn of_two_buyers_at_once_one_orders_the_rest() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (one, other) = (hotel.accounts().await, hotel.second_accounts().await);
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved(&hotel).await;
    let (id, asked) = (ready.id(), json!({ "orders": [of(&linen, &[some_of(&ready, 0, Some("60"))])] }));

    let at_once = join(
        acts(&one, &id, "order", ready.revision(), asked.clone()),
        acts(&other, &id, "order", ready.revision(), asked),
    );
    let (first, second) = at_once.await;

    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412], "{} {}", first.body, second.body);
    assert_eq!(quantities(&shows(&one, &id).await, 0), ("60", "40"));
    app.stop().await;
}

#[actix_web::test]
async fn the_trace_goes_from_line_to_line_both_ways() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let (linen, soap) = (supplier(&hotel, "Harbour Linen").await, supplier(&hotel, "Soap Works").await);
    let draft = asks(&hotel.requester().await, body(&[line("100", "4.25"), line("10", "2")])).await;
    let sent = submits(&hotel.requester().await, &draft).await;
    approves(&hotel.head().await, &sent).await;
    let ready = approves(&accounts, &sent).await;
    let asked = json!({ "orders": [
        of(&linen, &[some_of(&ready, 1, Some("2.5")), some_of(&ready, 0, Some("60"))]),
        of(&soap, &[some_of(&ready, 0, Some("40"))]),
    ] });
    let ordered = acts(&accounts, &ready.id(), "order", ready.revision(), asked).await.is(200);
    let made = ordered.body["orders"][1]["id"].as_str().unwrap().to_owned();
    cancels_order(&hotel, &made).await;

    let seen = shows(&accounts, &ready.id()).await.is(200);

    let orders = seen.body["orders"].as_array().unwrap();
    let told: Vec<_> = orders.iter().map(|order| (&order["lifecycle"], &order["is_counted"])).collect();
    assert_eq!(told, [(&json!("draft"), &json!(true)), (&json!("cancelled"), &json!(false))]);
    let lines = orders[0]["lines"].as_array().unwrap();
    let of_lines: Vec<_> = lines.iter().map(|one| (&one["requisition_line_id"], &one["quantity"])).collect();
    let ids = [0, 1].map(|place| &ready.body["lines"][place]["id"]);
    assert_eq!(of_lines, [(ids[1], &json!("2.5")), (ids[0], &json!("60"))]);
    let path = format!("/v1/purchase-orders/{}", orders[0]["id"].as_str().unwrap());
    let order = accounts.gets(&path).await.is(200);
    let back = &order.body["lines"][0];
    assert_eq!((&back["id"], &back["requisition_line_id"]), (&lines[0]["id"], ids[1]));
    let answers = json!({
        "requisition_id": ready.id(),
        "requisition_number": ready.body["number"],
        "position": 2,
        "quantity": "10",
    });
    assert_eq!(back["answers"], answers);
    app.stop().await;
}
