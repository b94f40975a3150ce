//! Submitting an order.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ORDERS, acts, acts_with_key, body, drafted, line, submitted, supplier};
use crate::support::App;

#[actix_web::test]
async fn a_submitted_order_waits_for_the_head_of_its_department() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let order = submitted(&hotel).await;

    assert_eq!((&order.body["lifecycle"], order.revision()), (&json!("pending_approval"), 2));
    assert_eq!(order.body["submitted_by"]["name"], "Rosa Requester");
    assert_eq!(order.body["base_total"]["total"], json!({ "amount": "425.00", "currency": "EUR" }));
    let seen = hotel.head().await.gets(&format!("{ORDERS}/{}", order.id())).await.is(200);
    assert_eq!(seen.action("purchase_order.approve"), Ok(()));
    assert_eq!(seen.body["route"]["waiting_for"][0]["person_name"], "Hugo Head");
    assert!(seen.body["watchers"].as_array().unwrap().iter().any(|w| w["because"] == "approver"));
    app.stop().await;
}

#[actix_web::test]
async fn what_it_lacks_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = requester.posts(ORDERS, json!({ "title": "Bare", "currency": "EUR" })).await.is(201);

    let refused = acts(&requester, &draft.id(), "submit", 1, Value::Null).await.is_refused(409, "order_incomplete");

    assert_eq!(refused.body["detail"], "It lacks a line and a department and a supplier.");
    app.stop().await;
}

#[actix_web::test]
async fn a_proposed_supplier_cannot_be_ordered_from() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let proposed = json!({ "name": "New Linen", "country": "IE", "currency": "EUR" });
    let supplier = hotel.accounts().await.posts("/v1/suppliers", proposed).await.is(201).id();
    let draft = requester.posts(ORDERS, body(&hotel, &supplier, &[line("1", "1")])).await.is(201);

    assert_eq!(draft.action("purchase_order.submit"), Err("supplier_not_active".into()));
    acts(&requester, &draft.id(), "submit", 1, Value::Null).await.is_refused(409, "supplier_not_active");
    app.stop().await;
}

#[actix_web::test]
async fn without_an_exchange_rate_nothing_is_submitted() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let supplier = supplier(&hotel, "Tokyo Linen").await;
    let mut body = body(&hotel, &supplier, &[line("10", "1000")]);
    body["currency"] = json!("JPY");
    let draft = requester.posts(ORDERS, body).await.is(201);

    acts(&requester, &draft.id(), "submit", 1, Value::Null).await.is_refused(409, "no_exchange_rate");

    let seen = requester.gets(&format!("{ORDERS}/{}", draft.id())).await.is(200);
    assert_eq!((&seen.body["lifecycle"], seen.revision()), (&json!("draft"), 1));
    app.stop().await;
}

#[actix_web::test]
async fn the_total_is_told_in_the_policys_currency_at_the_days_rate() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let supplier = supplier(&hotel, "Tokyo Linen").await;
    let today = requester.gets("/v1/organisation").await.is(200);
    assert_eq!(today.body["base_currency"], "EUR");
    let day = chrono::Utc::now().date_naive();
    let rate =
        json!({ "from_currency": "JPY", "to_currency": "EUR", "on_date": day, "rate": "0.006", "source": "ECB" });
    hotel.accounts().await.posts("/v1/exchange-rates", rate).await.is(201);
    let mut body = body(&hotel, &supplier, &[line("10", "1000")]);
    body["currency"] = json!("JPY");
    let draft = requester.posts(ORDERS, body).await.is(201);

    let order = acts(&requester, &draft.id(), "submit", 1, Value::Null).await.is(200);

    assert_eq!(order.body["base_total"]["total"], json!({ "amount": "60.00", "currency": "EUR" }));
    assert_eq!(order.body["base_total"]["rate"], "0.006");
    app.stop().await;
}

#[actix_web::test]
async fn a_stale_revision_is_not_submitted() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let id = drafted(&hotel).await.id();
    requester.patches(&format!("{ORDERS}/{id}"), json!({ "title": "Other" }), 1).await.is(200);

    acts(&requester, &id, "submit", 1, Value::Null).await.is_refused(412, "stale");
    app.stop().await;
}

#[actix_web::test]
async fn submitting_twice_is_harmless_by_key_and_refused_without() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let (id, key) = (drafted(&hotel).await.id(), Uuid::new_v4().to_string());

    let first = acts_with_key(&requester, &id, "submit", 1, Value::Null, &key).await.is(200);
    let second = acts_with_key(&requester, &id, "submit", 1, Value::Null, &key).await.is(200);

    assert_eq!(first.body, second.body);
    acts(&requester, &id, "submit", 2, Value::Null).await.is_refused(409, "illegal_transition");
    assert_eq!(hotel.actions_on(&id).await, ["purchase_order.created", "purchase_order.submitted"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_order_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = drafted(&clinic).await.id();

    acts(&hotel.accounts().await, &theirs, "submit", 1, Value::Null).await.is_refused(404, "not_found");
    app.stop().await;
}
