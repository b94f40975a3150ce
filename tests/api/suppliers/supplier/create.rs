//! Proposing a supplier.
use serde_json::{Value, json};

use super::{active, blocks, named, proposes, with};
use crate::support::App;

fn linen() -> Value {
    json!({
        "name": " Harbour Linen ",
        "legal_name": "Harbour Linen Ltd.",
        "number": "V-0042",
        "external_number": "20001911",
        "tax_number": "ie 1234567-fa",
        "registration_number": "654321",
        "country": "IE",
        "address_lines": ["14 Quay Street", "Galway H91 T2XY"],
        "email": "Orders@Linen.example",
        "phone": "+353 91 496 012",
        "contact_name": "Lena Linen",
        "currency": "EUR",
        "payment_terms": "30 days net",
        "notes": "Delivers on Tuesdays.\nRing twice.",
    })
}

#[actix_web::test]
async fn a_requester_proposes_a_supplier() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    let answer = proposes(&requester, linen()).await;

    let id = answer.id();
    assert_eq!(answer.header("location"), Some(format!("/v1/suppliers/{id}").as_str()));
    assert_eq!(answer.header("etag"), Some("\"1\""));
    let mut body = answer.body.clone();
    let created_at = body["created_at"].take();
    let actions = body["actions"].take();
    assert!(created_at.is_string());
    assert_eq!(
        actions.as_array().unwrap().iter().map(|action| &action["name"]).collect::<Vec<_>>(),
        ["supplier.update", "supplier.activate", "supplier.block"]
    );
    let expected = json!({
        "id": id,
        "name": "Harbour Linen",
        "legal_name": "Harbour Linen Ltd.",
        "number": "V-0042",
        "external_number": "20001911",
        "tax_number": "IE1234567FA",
        "registration_number": "654321",
        "country": "IE",
        "address_lines": ["14 Quay Street", "Galway H91 T2XY"],
        "email": "orders@linen.example",
        "phone": "+353 91 496 012",
        "contact_name": "Lena Linen",
        "currency": "EUR",
        "payment_terms": "30 days net",
        "notes": "Delivers on Tuesdays.\nRing twice.",
        "status": "proposed",
        "created_by": requester.id,
        "created_at": null,
        "activated_by": null,
        "activated_at": null,
        "blocked_by": null,
        "blocked_reason": null,
        "activation_reviewer": null,
        "withdrawn_by": null,
        "withdrawn_at": null,
        "revision": 1,
        "actions": null,
        "possible_duplicates": [],
    });
    assert_eq!(body, expected);
    assert_eq!(hotel.actions_on(&id).await, ["supplier.created"]);
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_keeps_personal_values_apart() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let id = proposes(&hotel.requester().await, linen()).await.id();

    let trail: String = sqlx::query_scalar(
        "select c.after::text || e.detail::text from tenant.audit_change c join tenant.audit_event e using (org_id, request_id)
         where c.row_id = $1::uuid",
    )
    .bind(&id)
    .fetch_one(&mut app.administrator().await)
    .await
    .unwrap();
    assert!(trail.contains("Harbour Linen"));
    for personal in ["orders@", "496 012", "Lena"] {
        assert!(!trail.contains(personal), "{personal} in {trail}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_probable_duplicate_is_named_with_its_reason_and_not_refused() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    let by_tax = proposes(&accounts, with("Quay Textiles", &json!({ "tax_number": "IE1234567FA" }))).await.id();
    let by_name = active(&hotel, "HARBOUR-LINEN Limited").await;
    blocks(&accounts, &by_name).await.is(200);
    proposes(&accounts, named("Harbour Linens")).await;
    proposes(&clinic.accounts().await, linen()).await;

    let answer = proposes(&accounts, linen()).await;

    assert_eq!(
        answer.body["possible_duplicates"],
        json!([
            { "id": by_tax, "name": "Quay Textiles", "status": "proposed", "because": "same_tax_number" },
            { "id": by_name, "name": "HARBOUR-LINEN Limited", "status": "blocked", "because": "same_name" },
        ])
    );
    app.stop().await;
}

#[actix_web::test]
async fn a_number_is_given_once_in_an_organisation() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    proposes(&accounts, linen()).await;

    let number = accounts.posts("/v1/suppliers", with("Other", &json!({ "number": "V-0042" }))).await;
    let external = accounts.posts("/v1/suppliers", with("Other", &json!({ "external_number": "20001911" }))).await;

    number.is_invalid("number", "taken");
    external.is_invalid("external_number", "taken");
    proposes(&clinic.accounts().await, linen()).await;
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_twice_is_one_supplier() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    let first = accounts.posts_with_key("/v1/suppliers", linen(), "one-intention").await.is(201);
    let second = accounts.posts_with_key("/v1/suppliers", linen(), "one-intention").await.is(201);

    assert_eq!((first.id(), first.bytes.clone()), (second.id(), second.bytes.clone()));
    assert_eq!(accounts.gets("/v1/suppliers").await.body["items"].as_array().unwrap().len(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn each_bad_field_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    for (body, field, rule) in [
        (json!({ "country": "IE", "currency": "EUR" }), "name", "required"),
        (with("A", &json!({ "name": " " })), "name", "empty"),
        (with("A", &json!({ "name": "x".repeat(121) })), "name", "too_long"),
        (with("A", &json!({ "country": "UK" })), "country", "unknown_country"),
        (with("A", &json!({ "currency": "EURO" })), "currency", "unknown_currency"),
        (with("A", &json!({ "tax_number": "-" })), "tax_number", "tax_number"),
        (with("A", &json!({ "email": "nobody" })), "email", "email"),
        (with("A", &json!({ "address_lines": vec!["x"; 7] })), "address_lines", "too_many"),
        (with("A", &json!({ "address_lines": ["x", 7] })), "address_lines[1]", "wrong_type"),
        (with("A", &json!({ "status": "active" })), "status", "unknown_field"),
        (with("A", &json!({ "phone": 7 })), "phone", "wrong_type"),
    ] {
        accounts.posts("/v1/suppliers", body).await.is_invalid(field, rule);
    }
    assert_eq!(hotel.actions().await.iter().filter(|action| action.starts_with("supplier.")).count(), 0);
    app.stop().await;
}

#[actix_web::test]
async fn an_auditor_proposes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    hotel.auditor().await.posts("/v1/suppliers", linen()).await.is_refused(403, "forbidden");

    app.stop().await;
}
