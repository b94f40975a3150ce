//! Changing the settings.
use serde_json::json;

use super::{
    super::{changes_of, lacks, needs_the_revision_seen, newest_detail},
    PATH,
};
use crate::support::App;

#[actix_web::test]
async fn an_admin_changes_every_setting() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let before = admin.gets(PATH).await.is(200);
    let new = json!({
        "name": "Harbour House Hotel", "legal_name": "Harbour House Ltd", "address_lines": ["1 The Quay", "Cork"],
        "country": "IE", "tax_number": "IE1234567T", "base_currency": "GBP", "time_zone": "Europe/London", "locale": "en-GB",
        "fiscal_year_start_month": 4, "requisition_number_format": "R{year}.{number}", "order_number_format": "{number}-{year}",
        "payment_terms": "30 days net", "order_terms": "Deliver to the back.\nRing twice.",
    });

    let after = admin.patches(PATH, new.clone(), before.revision()).await.is(200);

    let mut expected = before.body.clone();
    for (field, value) in new.as_object().unwrap() {
        expected[field] = value.clone();
    }
    let year = before.body["order_number_example"].as_str().unwrap()[3..7].to_owned();
    expected["requisition_number_example"] = json!(format!("R{year}.00001"));
    expected["order_number_example"] = json!(format!("00001-{year}"));
    expected["revision"] = json!(2);
    assert_eq!(after.body, expected);
    assert_eq!(admin.gets(PATH).await.body, expected);
    app.stop().await;
}

#[actix_web::test]
async fn what_is_left_out_stays_and_null_empties() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let full = json!({ "legal_name": "Harbour House Ltd", "country": "IE", "tax_number": "T", "payment_terms": "30 days", "order_terms": "Ring" });
    owner.patches(PATH, full, 1).await.is(200);

    let empty =
        json!({ "legal_name": null, "country": null, "tax_number": null, "order_terms": null, "address_lines": [] });
    let after = owner.patches(PATH, empty, 2).await.is(200);

    for field in ["legal_name", "country", "tax_number", "order_terms"] {
        assert_eq!(after.body[field], json!(null), "{field}");
    }
    assert_eq!((&after.body["payment_terms"], &after.body["name"]), (&json!("30 days"), &json!("Harbour House")));
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_says_what_changed_and_keeps_before_and_after() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let org_id = hotel.org_id.to_string();

    let body = json!({ "locale": "fr-FR", "name": "Harbour House", "time_zone": "Europe/Paris" });
    admin.patches(PATH, body, 1).await.is(200);

    assert_eq!(newest_detail(&hotel, &org_id).await, json!({ "changed": ["locale", "time_zone"] }));
    let change = changes_of(&hotel, &org_id).await.pop().unwrap();
    assert_eq!((&change.before["locale"], &change.after["locale"]), (&json!("en-IE"), &json!("fr-FR")));
    assert_eq!(hotel.actions_on(&org_id).await.last().map(String::as_str), Some("organisation.updated"));
    app.stop().await;
}

#[actix_web::test]
async fn a_broken_rule_changes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let before = admin.gets(PATH).await.is(200);

    for (body, field, rule) in [
        (json!({ "name": null }), "name", "wrong_type"),
        (json!({ "name": "" }), "name", "empty"),
        (json!({ "base_currency": "EURO" }), "base_currency", "unknown_currency"),
        (json!({ "time_zone": "Mars/Olympus" }), "time_zone", "time_zone"),
        (json!({ "locale": "en_IE" }), "locale", "locale"),
        (json!({ "fiscal_year_start_month": 13 }), "fiscal_year_start_month", "month"),
        (json!({ "fiscal_year_start_month": 0 }), "fiscal_year_start_month", "month"),
        (json!({ "fiscal_year_start_month": "April" }), "fiscal_year_start_month", "wrong_type"),
        (json!({ "order_number_format": "PO-{number}" }), "order_number_format", "number_format"),
        (json!({ "order_number_format": "PO/{year}/{number}" }), "order_number_format", "number_format"),
        (json!({ "order_number_format": "PR-{year}-{number}" }), "order_number_format", "same_format"),
        (json!({ "requisition_number_format": "PO-{year}-{number}" }), "order_number_format", "same_format"),
        (json!({ "address_lines": vec!["a"; 7] }), "address_lines", "line_count"),
        (json!({ "address_lines": ["a", "b\nc"] }), "address_lines[1]", "forbidden_character"),
        (json!({ "country": "UK" }), "country", "unknown_country"),
        (json!({ "slug": "other" }), "slug", "unknown_field"),
        (json!({ "base_currency_is_fixed": false }), "base_currency_is_fixed", "unknown_field"),
    ] {
        admin.patches(PATH, body, before.revision()).await.is_invalid(field, rule);
    }
    assert_eq!(admin.gets(PATH).await.body, before.body);
    app.stop().await;
}

#[actix_web::test]
async fn an_update_is_made_on_the_revision_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    needs_the_revision_seen(&hotel.admin().await, PATH, json!({ "name": "Harbour House Hotel" })).await;
    app.stop().await;
}

#[actix_web::test]
async fn one_organisation_changes_only_itself() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let before = clinic.admin().await.gets(PATH).await.is(200);

    hotel.admin().await.patches(PATH, json!({ "name": "Everything" }), 1).await.is(200);

    assert_eq!(clinic.admin().await.gets(PATH).await.body, before.body);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_changes_the_settings() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    for person in [hotel.requester().await, hotel.accounts().await, hotel.general_manager().await] {
        lacks(&person, "organisation.update", "PATCH", PATH, Some(json!({ "name": "Mine" }))).await;
    }
    app.stop().await;
}
