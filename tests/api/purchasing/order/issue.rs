//! Issuing an order.
use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};
use sqlx::Connection;
use uuid::Uuid;

use super::{
    ORDERS, acts, acts_with_key, approved, approved_at, approves_all, body, issued_at, line, mails, submitted, supplier,
};
use crate::support::App;

#[actix_web::test]
async fn an_issued_order_has_a_number_and_a_printed_copy() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let order = approved(&hotel).await;

    let issued = acts(&hotel.accounts().await, &order.id(), "issue", 3, Value::Null).await.is(200);

    let year = issued.body["issued_at"].as_str().unwrap()[..4].to_owned();
    assert_eq!(issued.body["number"], format!("PO-{year}-00001"));
    assert_eq!((&issued.body["lifecycle"], issued.revision()), (&json!("issued"), 4));
    assert_eq!(issued.body["issued_by"]["name"], "Ada Accounts");
    assert_eq!(issued.body["printed"]["revision"], 4);
    assert_eq!(issued.body["printed"]["pages"], 1);
    app.stop().await;
}

#[actix_web::test]
async fn only_an_approved_order_is_issued() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = submitted(&hotel).await.id();
    let accounts = hotel.accounts().await;

    acts(&accounts, &id, "issue", 2, Value::Null).await.is_refused(409, "illegal_transition");
    approves_all(&hotel, &id, 2).await;
    acts(&accounts, &id, "issue", 2, Value::Null).await.is_refused(412, "stale");
    acts(&hotel.head().await, &id, "issue", 3, Value::Null).await.is_refused(403, "forbidden");
    acts(&accounts, &id, "issue", 3, Value::Null).await.is(200);
    acts(&accounts, &id, "issue", 4, Value::Null).await.is_refused(409, "illegal_transition");
    app.stop().await;
}

#[actix_web::test]
async fn a_supplier_that_was_blocked_since_gets_no_order() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let order = approved(&hotel).await;
    let supplier = order.body["supplier"]["id"].as_str().unwrap();
    let path = format!("/v1/suppliers/{supplier}/block");
    hotel.accounts().await.posts(&path, json!({ "reason": "Insolvent" })).await.is(200);

    let refused = acts(&hotel.accounts().await, &order.id(), "issue", 3, Value::Null).await;

    refused.is_refused(409, "supplier_not_active");
    let seen = hotel.accounts().await.gets(&format!("{ORDERS}/{}", order.id())).await.is(200);
    assert_eq!(seen.action("purchase_order.issue"), Err("supplier_not_active".into()));
    assert_eq!(seen.body["number"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn a_hold_does_not_stop_the_issue_and_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = approved(&hotel).await.id();
    let hold = json!({ "axis": "receiving", "reason": "No room" });
    acts(&hotel.accounts().await, &id, "hold", 3, hold).await.is(200);

    let issued = acts(&hotel.accounts().await, &id, "issue", 4, Value::Null).await.is(200);

    assert_eq!(issued.body["holds"]["receiving"]["reason"], "No room");
    assert_eq!(issued.body["holds"]["billing"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_takes_one_number() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, key, accounts) = (approved(&hotel).await.id(), Uuid::new_v4().to_string(), hotel.accounts().await);

    let first = acts_with_key(&accounts, &id, "issue", 3, Value::Null, &key).await.is(200);
    let second = acts_with_key(&accounts, &id, "issue", 3, Value::Null, &key).await.is(200);

    assert_eq!(first.body["number"], second.body["number"]);
    app.stop().await;
}

#[actix_web::test]
async fn thirty_two_issues_at_once_leave_no_gap_and_no_twin() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, head, accounts) = (hotel.requester().await, hotel.head().await, hotel.accounts().await);
    let supplier = supplier(&hotel, "Harbour Linen").await;
    let mut ids = Vec::new();
    for _ in 0..32 {
        let id = requester.posts(ORDERS, body(&hotel, &supplier, &[line("1", "10")])).await.is(201).id();
        acts(&requester, &id, "submit", 1, Value::Null).await.is(200);
        acts(&head, &id, "approve", 2, json!({})).await.is(200);
        acts(&accounts, &id, "approve", 2, json!({})).await.is(200);
        ids.push(id);
    }

    let issued = join_all(ids.iter().map(|id| acts(&accounts, id, "issue", 3, Value::Null))).await;

    let numbers: BTreeSet<String> =
        issued.into_iter().map(|order| order.is(200).body["number"].as_str().unwrap()[8..].to_owned()).collect();
    let expected: BTreeSet<String> = (1..=32).map(|number| format!("{number:05}")).collect();
    assert_eq!(numbers, expected);
    app.stop().await;
}

#[actix_web::test]
async fn the_database_too_refuses_an_issue_without_paper_and_another_number() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = Uuid::parse_str(&approved(&hotel).await.id()).unwrap();
    let accounts = hotel.accounts().await;
    let mut connection = app.as_role("countersign_tenant").await;
    let mut tx = connection.begin().await.unwrap();
    accounts.begins(&mut tx, "purchase_order.issue", Uuid::new_v4()).await;

    let forced = sqlx::query(
        "update tenant.purchase_order
         set lifecycle = 'issued', number = 'PO-1', issued_at = now(), issued_by = $2, revision = revision + 1 where id = $1",
    );
    let error = forced.bind(id).bind(accounts.id).execute(&mut *tx).await.unwrap_err();

    assert_eq!(error.as_database_error().unwrap().constraint(), Some("purchase_order_was_printed"));
    app.stop().await;
}

const LINEN: &str = "orders@linen.example";

#[actix_web::test]
async fn whoever_says_nothing_mails_it_to_the_supplier() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let order = issued_at(&hotel, LINEN, Value::Null).await;

    let listed = mails(&hotel.requester().await, &order.id()).await.is(200);
    assert_eq!(listed.body["items"].as_array().map(Vec::len), Some(1));
    let mail = &listed.body["items"][0];
    assert_eq!((&mail["address"], &mail["is_suppliers_address"]), (&json!(LINEN), &json!(true)));
    assert_eq!((&mail["state"], &mail["message"], &mail["revision"]), (&json!("waiting"), &Value::Null, &json!(4)));
    assert_eq!(mail["asked_by"]["name"], "Abel Accounts");
    let actions = hotel.actions_on(&order.id()).await;
    assert_eq!(actions[actions.len() - 2..], ["purchase_order.issued", "purchase_order.mailed"]);
    let seen = hotel.requester().await.gets(&format!("{ORDERS}/{}", order.id())).await.is(200);
    assert!(!seen.body["timeline"].to_string().contains("linen.example"), "{}", seen.body["timeline"]);
    app.stop().await;
}

// What the issue says of itself in the trail.
async fn not_mailed(hotel: &crate::support::Organisation<'_>, id: &str) -> Value {
    let seen = hotel.requester().await.gets(&format!("{ORDERS}/{id}")).await.is(200);
    let moments = seen.body["timeline"].as_array().unwrap().clone();
    let issue = moments.into_iter().find(|moment| moment["action"] == "purchase_order.issued").unwrap();
    issue["detail"]["not_mailed"].clone()
}

#[actix_web::test]
async fn nothing_is_mailed_where_that_is_said_or_no_address_is_known() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let unwanted = issued_at(&hotel, LINEN, json!({ "is_mailed": false })).await.id();
    let order = approved(&hotel).await;
    let unknown = acts(&hotel.accounts().await, &order.id(), "issue", 3, json!({})).await.is(200).id();

    let accounts = hotel.accounts().await;
    for (id, why, address) in [(unwanted, "not_wanted", json!(LINEN)), (unknown, "no_address", Value::Null)] {
        let listed = mails(&accounts, &id).await.is(200);
        assert_eq!(listed.body, json!({ "supplier_address": address, "items": [] }));
        assert_eq!(not_mailed(&hotel, &id).await, why);
        assert_eq!(hotel.actions_on(&id).await.last().map(String::as_str), Some("purchase_order.issued"));
    }
    app.delivers().await;
    assert!(app.mail_to(LINEN).is_empty());
    app.stop().await;
}

#[actix_web::test]
async fn another_address_and_a_message_are_for_this_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let says = json!({ "address": "Lena@Linen.example", "message": "Please confirm." });

    let order = issued_at(&hotel, LINEN, says).await;

    let listed = mails(&hotel.accounts().await, &order.id()).await.is(200);
    let mail = &listed.body["items"][0];
    assert_eq!((&mail["address"], &mail["is_suppliers_address"]), (&json!("lena@linen.example"), &json!(false)));
    assert_eq!((&mail["message"], &listed.body["supplier_address"]), (&json!("Please confirm."), &json!(LINEN)));
    assert_eq!(not_mailed(&hotel, &order.id()).await, Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn what_the_mail_should_say_is_read_strictly() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, accounts) = (approved_at(&hotel, LINEN).await.id(), hotel.accounts().await);

    for (says, field, rule) in [
        (json!({ "is_mailed": false, "address": LINEN }), "address", "not_mailed"),
        (json!({ "is_mailed": false, "message": "Hello" }), "message", "not_mailed"),
        (json!({ "address": "linen" }), "address", "email"),
        (json!({ "message": "x".repeat(2001) }), "message", "too_long"),
        (json!({ "to": LINEN }), "to", "unknown_field"),
    ] {
        acts(&accounts, &id, "issue", 3, says).await.is_invalid(field, rule);
    }
    let issued = acts(&accounts, &id, "issue", 3, json!({ "message": "x".repeat(2000) })).await.is(200);
    assert!(issued.body["number"].as_str().unwrap().ends_with("-00001"), "no number was lost");
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_order_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = approved(&clinic).await.id();

    acts(&hotel.accounts().await, &theirs, "issue", 3, Value::Null).await.is_refused(404, "not_found");
    app.stop().await;
}
