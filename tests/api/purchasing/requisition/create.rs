//! Asking for goods or services.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{REQUISITIONS, asks, body, line, shows, supplier, watching, with};
use crate::support::{App, Organisation};

async fn standard_rate(hotel: &Organisation<'_>) -> String {
    let body = json!({ "name": "VAT 20 %", "code": "VAT20", "treatment": "S", "rate_percent": "20" });
    hotel.accounts().await.posts("/v1/tax-codes", body).await.is(201).id()
}

async fn category(hotel: &Organisation<'_>) -> String {
    hotel.accounts().await.posts("/v1/categories", json!({ "name": "Linen", "code": "LINEN" })).await.is(201).id()
}

#[actix_web::test]
async fn a_requester_asks_for_goods() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (supplier, tax_code, category) =
        (supplier(&hotel, "Harbour Linen").await, standard_rate(&hotel).await, category(&hotel).await);
    let line = json!({
        "description": "Bath towels",
        "supplier_id": supplier,
        "supplier_reference": "BT-70",
        "category_id": category,
        "quantity": "250",
        "unit": "C62",
        "unit_price": "4.20",
        "price_base": "100",
        "tax_code_id": tax_code,
        "need_by": "2026-12-04",
        "note": "White",
    });
    let asked = json!({
        "title": " Towels ", "supplier_id": supplier, "currency": "EUR", "need_by": "2026-12-11", "note": "For the spa", "lines": [line],
    });

    let answer = hotel.requester().await.posts(REQUISITIONS, asked).await.is(201);

    let id = answer.id();
    assert_eq!(answer.header("location"), Some(format!("/v1/requisitions/{id}").as_str()));
    assert_eq!(answer.header("etag"), Some("\"1\""));
    let mut body = answer.body.clone();
    for taken in ["actions", "created_at", "updated_at"] {
        assert!(!body[taken].take().is_null());
    }
    assert!(body["lines"][0]["id"].take().is_string());
    let expected = as_answered(&hotel, &id, [&supplier, &category, &tax_code]);
    assert_eq!(body, expected);
    assert_eq!(hotel.actions_on(&id).await, ["requisition.created"]);
    app.stop().await;
}

/// What `a_requester_asks_for_goods` is answered, without the moments and the actions.
fn as_answered(hotel: &Organisation<'_>, id: &str, [supplier, category, tax_code]: [&str; 3]) -> Value {
    let supplier = json!({ "id": supplier, "name": "Harbour Linen" });
    let tax_code =
        json!({ "id": tax_code, "code": "VAT20", "name": "VAT 20 %", "treatment": "S", "rate_percent": "20" });
    let money = |amount: &str| json!({ "amount": amount, "currency": "EUR" });
    json!({
        "id": id,
        "number": null,
        "title": "Towels",
        "lifecycle": "draft",
        "requester": { "id": hotel.people.requester, "name": "Rosa Requester" },
        "on_behalf_of": null,
        "department": { "id": hotel.kitchen, "name": "Kitchen" },
        "supplier": supplier,
        "delivery_address": null,
        "currency": "EUR",
        "need_by": "2026-12-11",
        "note": "For the spa",
        "lines": [{
            "id": null,
            "position": 1,
            "description": "Bath towels",
            "supplier": supplier,
            "supplier_reference": "BT-70",
            "category": { "id": category, "code": "LINEN", "name": "Linen" },
            "quantity": "250",
            "unit": "C62",
            "unit_price": "4.2",
            "price_base": "100",
            "tax_code": tax_code,
            "need_by": "2026-12-04",
            "note": "White",
            "gross": money("10.50"),
            "adjustments": [],
            "net": money("10.50"),
            "ordered_quantity": "0",
            "remaining_quantity": "250",
            "short_closed": null,
        }],
        "adjustments": [],
        "totals": {
            "lines": money("10.50"),
            "discounts": money("0.00"),
            "charges": money("0.00"),
            "net": money("10.50"),
            "tax": money("2.10"),
            "gross": money("12.60"),
            "payable": money("12.60"),
            "by_tax_code": [{ "tax_code": tax_code, "taxable": money("10.50"), "tax": money("2.10") }],
        },
        "submitted_by": null,
        "submitted_at": null,
        "cancelled_because": null,
        "created_at": null,
        "updated_at": null,
        "revision": 1,
        "actions": null,
    })
}

#[actix_web::test]
async fn a_title_is_enough_to_begin_with() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let draft = asks(&hotel.requester().await, json!({ "title": "Towels" })).await;

    assert_eq!((&draft.body["currency"], &draft.body["lines"]), (&json!("EUR"), &json!([])));
    assert_eq!(draft.body["totals"]["gross"], json!({ "amount": "0.00", "currency": "EUR" }));
    assert_eq!(draft.action("requisition.update"), Ok(()));
    assert_eq!(draft.action("requisition.submit"), Err("requisition_is_empty".into()));
    assert_eq!(draft.action("requisition.withdraw"), Err("requisition_not_in_approval".into()));
    assert_eq!(draft.action("requisition.approve"), Err("forbidden".into()));
    app.stop().await;
}

#[actix_web::test]
async fn a_yen_has_no_cents_and_a_dinar_a_thousand_parts() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    let mut totals = Vec::new();
    for currency in ["JPY", "KWD"] {
        let asked = with(body(&[line("3", "1234.5"), line("0.5", "0.333")]), &json!({ "currency": currency }));
        totals.push(asks(&requester, asked).await.body["totals"]["gross"]["amount"].clone());
    }

    assert_eq!(totals, ["3704", "3703.667"]);
    app.stop().await;
}

#[actix_web::test]
async fn each_broken_rule_names_its_field() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let changed = |field: &str, value: Value| body(&[with(line("1", "1"), &json!({ field: value }))]);
    let broken = [
        (json!({ "lines": [] }), "title", "required"),
        (json!({ "title": "" }), "title", "empty"),
        (json!({ "title": "a".repeat(501) }), "title", "too_long"),
        (json!({ "title": "a", "total": "1" }), "total", "unknown_field"),
        (json!({ "title": "a", "currency": "XXX" }), "currency", "unknown_currency"),
        (json!({ "title": "a", "need_by": "1999-12-31" }), "need_by", "day"),
        (json!({ "title": "a", "need_by": "soon" }), "need_by", "wrong_value"),
        (json!({ "title": "a", "supplier_id": "x" }), "supplier_id", "wrong_value"),
        (changed("quantity", json!("0")), "lines[0].quantity", "too_small"),
        (changed("quantity", json!(1)), "lines[0].quantity", "wrong_type"),
        (changed("quantity", json!("0.0000001")), "lines[0].quantity", "too_precise"),
        (changed("unit_price", json!("-1")), "lines[0].unit_price", "too_small"),
        (changed("unit", json!("kg")), "lines[0].unit", "unknown_unit"),
        (changed("price_base", json!("0")), "lines[0].price_base", "too_small"),
        (changed("net", json!("1")), "lines[0].net", "unknown_field"),
        (changed("id", json!(Uuid::new_v4())), "lines[0].id", "unknown"),
        (changed("supplier_id", json!(Uuid::new_v4())), "lines[0].supplier_id", "unknown"),
        (changed("category_id", json!(Uuid::new_v4())), "lines[0].category_id", "unknown"),
        (changed("tax_code_id", json!(Uuid::new_v4())), "lines[0].tax_code_id", "unknown"),
        (json!({ "title": "a", "supplier_id": Uuid::new_v4() }), "supplier_id", "unknown"),
        (json!({ "title": "a", "delivery_address_id": Uuid::new_v4() }), "delivery_address_id", "unknown"),
        (json!({ "title": "a", "department_id": Uuid::new_v4() }), "department_id", "unknown"),
        (body(&vec![line("1", "1"); 501]), "lines", "too_many"),
        (body(&[line("999999999999", "999999999999")]), "lines[0].quantity", "too_large"),
    ];

    for (asked, field, rule) in broken {
        requester.posts(REQUISITIONS, asked).await.is_invalid(field, rule);
    }

    assert_eq!(requester.gets(REQUISITIONS).await.is(200).body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn five_hundred_lines_are_not_too_many() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let draft = asks(&hotel.requester().await, body(&vec![line("1", "0.01"); 500])).await;

    assert_eq!(draft.body["lines"].as_array().map(Vec::len), Some(500));
    assert_eq!(draft.body["totals"]["gross"]["amount"], "5.00");
    app.stop().await;
}

#[actix_web::test]
async fn what_another_organisation_has_is_as_unknown_as_what_nobody_has() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let requester = hotel.requester().await;
    let foreign = [
        ("supplier_id", supplier(&clinic, "Clinic Supplies").await),
        ("department_id", clinic.kitchen.to_string()),
        ("on_behalf_of_id", clinic.people.housekeeper.to_string()),
    ];

    for (field, id) in foreign {
        let of_theirs =
            requester.posts(REQUISITIONS, json!({ "title": "a", field: id })).await.is_invalid(field, "unknown");
        let of_nobody = requester.posts(REQUISITIONS, json!({ "title": "a", field: Uuid::new_v4() })).await;
        assert_eq!(of_theirs.body, of_nobody.body, "{field}");
    }

    app.stop().await;
}

#[actix_web::test]
async fn a_head_asks_on_behalf_of_somebody_of_the_department() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let asked = json!({ "title": "Towels", "on_behalf_of_id": hotel.people.requester });

    let draft = asks(&hotel.head().await, asked).await;

    assert_eq!(draft.body["requester"]["name"], "Hugo Head");
    assert_eq!(draft.body["on_behalf_of"], json!({ "id": hotel.people.requester, "name": "Rosa Requester" }));
    assert_eq!(draft.body["department"]["id"], json!(hotel.kitchen));
    let seen = shows(&hotel.requester().await, &draft.id()).await.is(200);
    let pair = |name: &str, because: &str| (name.to_owned(), because.to_owned());
    assert_eq!(watching(&seen), [pair("Hugo Head", "requester"), pair("Rosa Requester", "on_behalf")]);
    app.stop().await;
}

#[actix_web::test]
async fn who_sees_every_requisition_asks_for_anybody() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let asked = json!({ "title": "Soap", "on_behalf_of_id": hotel.people.housekeeper });

    let draft = asks(&hotel.general_manager().await, asked).await;

    assert_eq!(draft.body["department"]["name"], "Housekeeping");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_else_asks_on_somebodys_behalf() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let on_behalf_of = |person| json!({ "title": "Soap", "on_behalf_of_id": person });

    let (requester, head) = (hotel.requester().await, hotel.head().await);
    let field = "on_behalf_of_id";
    requester.posts(REQUISITIONS, on_behalf_of(hotel.people.head)).await.is_invalid(field, "not_allowed");
    head.posts(REQUISITIONS, on_behalf_of(hotel.people.housekeeper)).await.is_invalid(field, "not_allowed");
    head.posts(REQUISITIONS, on_behalf_of(hotel.people.accounts)).await.is_invalid(field, "not_allowed");
    head.posts(REQUISITIONS, on_behalf_of(hotel.people.head)).await.is_invalid(field, "same_person");
    app.stop().await;
}

#[actix_web::test]
async fn a_requester_asks_for_the_own_department_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let for_housekeeping = json!({ "title": "Soap", "department_id": hotel.housekeeping });

    let (requester, head) = (hotel.requester().await, hotel.head().await);
    requester.posts(REQUISITIONS, for_housekeeping.clone()).await.is_invalid("department_id", "not_allowed");
    head.posts(REQUISITIONS, for_housekeeping.clone()).await.is_invalid("department_id", "not_allowed");

    asks(&hotel.accounts().await, for_housekeeping).await;
    app.stop().await;
}

#[actix_web::test]
async fn who_belongs_to_no_department_names_one() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let manager = hotel.general_manager().await;

    manager.posts(REQUISITIONS, json!({ "title": "Soap" })).await.is_invalid("department_id", "required");

    let draft = asks(&manager, json!({ "title": "Soap", "department_id": hotel.kitchen })).await;
    assert_eq!(draft.body["department"]["name"], "Kitchen");
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_asks_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    let first = requester.posts_with_key(REQUISITIONS, body(&[]), "one-intention").await.is(201);
    let second = requester.posts_with_key(REQUISITIONS, body(&[]), "one-intention").await.is(201);

    assert_eq!(second.body, first.body);
    let other = json!({ "title": "Soap" });
    requester.posts_with_key(REQUISITIONS, other, "one-intention").await.is_refused(422, "idempotency_key_reused");
    assert_eq!(requester.gets(REQUISITIONS).await.body["items"].as_array().map(Vec::len), Some(1));
    app.stop().await;
}

#[actix_web::test]
async fn administrators_owners_and_auditors_ask_for_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    for person in [hotel.admin().await, hotel.owner().await, hotel.auditor().await] {
        let answer = person.posts(REQUISITIONS, body(&[])).await.is_refused(403, "forbidden");
        assert_eq!(answer.body["detail"], "requisition.create");
    }
    app.stop().await;
}
