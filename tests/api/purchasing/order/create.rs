//! Drafting an order.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ORDERS, body, drafted, line, supplier};
use crate::support::App;

#[actix_web::test]
async fn a_requester_drafts_an_order_of_their_own() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let supplier = supplier(&hotel, "Harbour Linen").await;

    let order = hotel.requester().await.posts(ORDERS, body(&hotel, &supplier, &[line("100", "4.25")])).await.is(201);

    let id = order.id();
    assert_eq!(order.header("location"), Some(format!("{ORDERS}/{id}").as_str()));
    assert_eq!(order.header("etag"), Some("\"1\""));
    assert_eq!(order.body["lifecycle"], "draft");
    assert_eq!((&order.body["receipt"], &order.body["billing"]), (&json!("none"), &json!("none")));
    assert_eq!(order.body["number"], Value::Null);
    assert_eq!(order.body["requester"]["name"], "Rosa Requester");
    assert_eq!(order.body["supplier"]["name"], "Harbour Linen");
    assert_eq!(order.body["totals"]["gross"], json!({ "amount": "425.00", "currency": "EUR" }));
    assert_eq!(order.action("purchase_order.submit"), Ok(()));
    assert_eq!(order.action("purchase_order.approve"), Err("forbidden".into()));
    assert_eq!(hotel.actions_on(&id).await, ["purchase_order.created"]);
    app.stop().await;
}

#[actix_web::test]
async fn title_and_currency_are_enough_for_a_draft() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let order = hotel.requester().await.posts(ORDERS, json!({ "title": "Later", "currency": "EUR" })).await.is(201);

    assert_eq!((&order.body["lines"], &order.body["supplier"]), (&json!([]), &Value::Null));
    assert_eq!(order.action("purchase_order.submit"), Err("order_incomplete".into()));
    app.stop().await;
}

#[actix_web::test]
async fn totals_have_the_digits_of_their_currency() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let gross = async |currency: &str, lines: Value| {
        let body = json!({ "title": "Exact", "currency": currency, "lines": lines });
        requester.posts(ORDERS, body).await.is(201).body["totals"]["gross"].clone()
    };

    let yen = gross("JPY", json!([line("3", "1234.5"), line("1", "0.5")])).await;
    let dinars = gross("KWD", json!([line("1.5", "0.333"), line("2", "10")])).await;

    assert_eq!(yen, json!({ "amount": "3705", "currency": "JPY" }));
    assert_eq!(dinars, json!({ "amount": "20.500", "currency": "KWD" }));
    app.stop().await;
}

#[actix_web::test]
async fn tax_is_taken_per_tax_code_on_the_sum_of_its_lines() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let tax = json!({ "name": "VAT 23 %", "code": "VAT23", "treatment": "S", "rate_percent": "23" });
    let tax = hotel.accounts().await.posts("/v1/tax-codes", tax).await.is(201).id();
    let taxed = |price: &str| {
        let mut line = line("1", price);
        line["tax_code_id"] = json!(tax);
        line
    };

    let lines = json!([taxed("0.02"), taxed("0.02"), taxed("0.02"), line("1", "1.00")]);
    let body = json!({ "title": "Pennies", "currency": "EUR", "lines": lines });
    let totals = hotel.requester().await.posts(ORDERS, body).await.is(201).body["totals"].clone();

    assert_eq!(totals["net"]["amount"], "1.06");
    assert_eq!(totals["tax"]["amount"], "0.01");
    assert_eq!(totals["gross"]["amount"], "1.07");
    assert_eq!(totals["by_tax_code"][0]["tax_code"]["code"], "VAT23");
    assert_eq!(totals["by_tax_code"][0]["taxable"]["amount"], "0.06");
    assert_eq!(totals["by_tax_code"][1]["tax_code"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn what_is_not_there_is_unknown_and_another_tenants_is_too() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let requester = hotel.requester().await;
    let theirs = supplier(&clinic, "Clinic Linen").await;
    let drafts = async |more: Value| {
        let mut body = json!({ "title": "Towels", "currency": "EUR" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        requester.posts(ORDERS, body).await
    };

    for id in [json!(Uuid::new_v4()), json!(theirs)] {
        drafts(json!({ "supplier_id": id })).await.is_invalid("supplier_id", "unknown");
    }
    for id in [json!(Uuid::new_v4()), json!(clinic.kitchen)] {
        drafts(json!({ "department_id": id })).await.is_invalid("department_id", "unknown");
    }
    let mut odd = line("1", "1");
    odd["tax_code_id"] = json!(Uuid::new_v4());
    odd["category_id"] = json!(Uuid::new_v4());
    let refused = drafts(json!({ "lines": [line("1", "1"), odd] })).await;
    refused.is_invalid("lines[1].tax_code_id", "unknown").is_invalid("lines[1].category_id", "unknown");
    drafts(json!({ "delivery_address_id": Uuid::new_v4() })).await.is_invalid("delivery_address_id", "unknown");
    assert_eq!(hotel.actions().await.iter().filter(|action| *action == "purchase_order.created").count(), 0);
    app.stop().await;
}

#[actix_web::test]
async fn each_bad_field_is_named_with_its_rule() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let drafts = async |body: Value| requester.posts(ORDERS, body).await;

    drafts(json!({ "currency": "EUR" })).await.is_invalid("title", "required");
    drafts(json!({ "title": "T", "currency": "XAU" })).await.is_invalid("currency", "unknown_currency");
    drafts(json!({ "title": "T", "currency": "EUR", "total": "1" })).await.is_invalid("total", "unknown_field");
    drafts(json!({ "title": "T", "currency": "EUR", "need_by": "1999-12-31" })).await.is_invalid("need_by", "day");
    let with_line = |line: Value| json!({ "title": "T", "currency": "EUR", "lines": [line] });
    drafts(with_line(line("0", "1"))).await.is_invalid("lines[0].quantity", "too_small");
    drafts(with_line(line("1", "-1"))).await.is_invalid("lines[0].unit_price", "too_small");
    let huge = line("999999999999", "999999999999");
    drafts(with_line(huge)).await.is_invalid("lines[0].quantity", "too_large");
    let mut known = line("1", "1");
    known["id"] = json!(Uuid::new_v4());
    drafts(with_line(known)).await.is_invalid("lines[0].id", "unknown");
    let many: Vec<_> = (0..501).map(|_| line("1", "1")).collect();
    drafts(json!({ "title": "T", "currency": "EUR", "lines": many })).await.is_invalid("lines", "too_many");
    app.stop().await;
}

#[actix_web::test]
async fn only_heads_and_the_office_draft_on_anothers_behalf() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let body = |person| json!({ "title": "Knives", "currency": "EUR", "on_behalf_of_id": person });

    let theirs = hotel.head().await.posts(ORDERS, body(hotel.people.housekeeper)).await.is(201);
    let refused = hotel.requester().await.posts(ORDERS, body(hotel.people.housekeeper)).await;

    assert_eq!(theirs.body["on_behalf_of"]["name"], "Henk Housekeeper");
    hotel.housekeeper().await.gets(&format!("{ORDERS}/{}", theirs.id())).await.is(200);
    refused.is_invalid("on_behalf_of_id", "not_allowed");
    hotel.head().await.posts(ORDERS, body(hotel.people.head)).await.is_invalid("on_behalf_of_id", "same_person");
    app.stop().await;
}

#[actix_web::test]
async fn who_lacks_the_permission_drafts_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let body = json!({ "title": "T", "currency": "EUR" });
    hotel.owner().await.posts(ORDERS, body).await.is_refused(403, "forbidden");
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_drafts_one_order() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let (body, key) = (json!({ "title": "Once", "currency": "EUR" }), Uuid::new_v4().to_string());

    let first = requester.posts_with_key(ORDERS, body.clone(), &key).await.is(201);
    let second = requester.posts_with_key(ORDERS, body, &key).await.is(201);

    assert_eq!(first.id(), second.id());
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    let other = json!({ "title": "Twice", "currency": "EUR" });
    requester.posts_with_key(ORDERS, other, &key).await.is_refused(422, "idempotency_key_reused");
    app.stop().await;
}

#[actix_web::test]
async fn a_draft_takes_no_number_and_starts_no_route() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let order = drafted(&hotel).await;

    let seen = hotel.requester().await.gets(&format!("{ORDERS}/{}", order.id())).await.is(200);
    assert_eq!((&seen.body["number"], &seen.body["route"]), (&Value::Null, &Value::Null));
    app.stop().await;
}
