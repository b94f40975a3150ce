//! Issuing an order.
use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};
use sqlx::Connection;
use uuid::Uuid;

use super::{ORDERS, acts, acts_with_key, approved, approves_all, body, line, submitted, supplier};
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

#[actix_web::test]
async fn a_foreign_order_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = approved(&clinic).await.id();

    acts(&hotel.accounts().await, &theirs, "issue", 3, Value::Null).await.is_refused(404, "not_found");
    app.stop().await;
}
