//! Changing a supplier.
use serde_json::json;

use super::{activates, active, blocks, named, proposes, with};
use crate::support::App;

#[actix_web::test]
async fn what_is_left_out_stays_and_null_empties() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let more = json!({ "phone": "1", "notes": "Ring twice", "address_lines": ["Quay"], "payment_terms": "30 days" });
    let before = proposes(&accounts, with("Harbour Linen", &more)).await;
    let path = format!("/v1/suppliers/{}", before.id());

    let edit = json!({ "phone": "2", "notes": null, "address_lines": [], "currency": "GBP" });
    let after = accounts.patches(&path, edit, 1).await.is(200);

    assert_eq!(after.header("etag"), Some("\"2\""));
    let mut expected = before.body.clone();
    expected.as_object_mut().unwrap().remove("possible_duplicates");
    expected["phone"] = json!("2");
    expected["notes"] = json!(null);
    expected["address_lines"] = json!([]);
    expected["currency"] = json!("GBP");
    expected["revision"] = json!(2);
    assert_eq!(after.body, expected);
    assert_eq!(hotel.actions_on(&before.id()).await, ["supplier.created", "supplier.updated"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_material_change_of_an_active_supplier_needs_a_second_person_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (changer, manager) = (hotel.second_accounts().await, hotel.general_manager().await);

    for (name, edit) in [
        ("Name", json!({ "name": "Another" })),
        ("Legal", json!({ "legal_name": "Another Ltd" })),
        ("Tax", json!({ "tax_number": "IE7" })),
        ("Country", json!({ "country": "FR" })),
        ("Email", json!({ "email": "new@supplier.example" })),
    ] {
        let id = active(&hotel, name).await;

        let changed = changer.patches(&format!("/v1/suppliers/{id}"), edit, 2).await.is(200);

        assert_eq!(
            (&changed.body["status"], &changed.body["activated_by"], &changed.body["activated_at"]),
            (&json!("proposed"), &json!(null), &json!(null)),
            "{name}"
        );
        assert_eq!(changed.action("supplier.activate"), Err("own_supplier".into()));
        activates(&changer, &id, 3).await.is_refused(409, "own_supplier");
        activates(&manager, &id, 3).await.is(200);
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_cosmetic_change_leaves_an_active_supplier_active() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = active(&hotel, "Harbour Linen").await;
    let edit = json!({ "phone": "2", "contact_name": "Lena", "number": "V-1", "payment_terms": "14 days", "name": "Harbour Linen" });

    let changed = hotel.accounts().await.patches(&format!("/v1/suppliers/{id}"), edit, 2).await.is(200);

    assert_eq!((&changed.body["status"], changed.revision()), (&json!("active"), 3));
    assert_eq!(changed.body["activated_by"], json!(hotel.people.general_manager));
    app.stop().await;
}

#[actix_web::test]
async fn a_blocked_supplier_stays_blocked_through_an_edit() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (accounts, manager) = (hotel.accounts().await, hotel.general_manager().await);
    let id = active(&hotel, "Harbour Linen").await;
    blocks(&manager, &id).await.is(200);

    let changed = accounts.patches(&format!("/v1/suppliers/{id}"), json!({ "name": "Another" }), 3).await.is(200);

    assert_eq!((&changed.body["status"], &changed.body["blocked_reason"]), (&json!("blocked"), &json!("Insolvent")));
    app.stop().await;
}

#[actix_web::test]
async fn a_search_finds_the_new_name_and_not_the_old() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let id = proposes(&accounts, named("Harbour Linen")).await.id();

    accounts.patches(&format!("/v1/suppliers/{id}"), json!({ "name": "Quay Textiles" }), 1).await.is(200);

    let found =
        async |q: &str| accounts.gets(&format!("/v1/suppliers?q={q}")).await.body["items"].as_array().map(Vec::len);
    assert_eq!((found("textiles").await, found("qu").await), (Some(1), Some(1)));
    assert_eq!((found("linen").await, found("ha").await), (Some(0), Some(0)));
    app.stop().await;
}

#[actix_web::test]
async fn a_change_must_say_which_revision_it_was_made_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let id = proposes(&accounts, named("Harbour Linen")).await.id();
    let path = format!("/v1/suppliers/{id}");
    accounts.patches(&path, json!({ "phone": "2" }), 1).await.is(200);

    accounts.patches(&path, json!({ "phone": "3" }), 1).await.is_refused(412, "stale");
    accounts.sends("PATCH", &path, Some(json!({ "phone": "3" })), &[]).await.is_refused(428, "precondition_required");

    assert_eq!(accounts.gets(&path).await.body["phone"], "2");
    app.stop().await;
}

#[actix_web::test]
async fn a_change_that_changes_nothing_is_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let id = proposes(&accounts, named("Harbour Linen")).await.id();
    let path = format!("/v1/suppliers/{id}");

    accounts.patches(&path, json!({}), 1).await.is_refused(409, "supplier_unchanged");
    accounts
        .patches(&path, json!({ "name": "Harbour Linen", "phone": null }), 1)
        .await
        .is_refused(409, "supplier_unchanged");

    assert_eq!(hotel.actions_on(&id).await, ["supplier.created"]);
    app.stop().await;
}

#[actix_web::test]
async fn each_bad_field_is_named_and_nothing_changes() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    proposes(&accounts, with("Other", &json!({ "number": "V-1" }))).await;
    let id = proposes(&accounts, named("Harbour Linen")).await.id();
    let path = format!("/v1/suppliers/{id}");

    for (edit, field, rule) in [
        (json!({ "name": null }), "name", "wrong_type"),
        (json!({ "country": null }), "country", "wrong_type"),
        (json!({ "currency": "XXX1" }), "currency", "unknown_currency"),
        (json!({ "address_lines": vec!["x"; 7] }), "address_lines", "too_many"),
        (json!({ "address_lines": null }), "address_lines", "wrong_type"),
        (json!({ "tax_number": "!" }), "tax_number", "tax_number"),
        (json!({ "external_number": "X" }), "external_number", "unknown_field"),
        (json!({ "status": "active" }), "status", "unknown_field"),
        (json!({ "number": "V-1" }), "number", "taken"),
    ] {
        accounts.patches(&path, edit, 1).await.is_invalid(field, rule);
    }
    assert_eq!(accounts.gets(&path).await.revision(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn only_those_with_the_permission_change_and_only_their_own_organisations() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let id = active(&hotel, "Harbour Linen").await;
    let path = format!("/v1/suppliers/{id}");

    hotel.requester().await.patches(&path, json!({ "phone": "2" }), 2).await.is_refused(403, "forbidden");
    clinic.accounts().await.patches(&path, json!({ "phone": "2" }), 2).await.is_refused(404, "not_found");
    hotel.accounts().await.patches(&path, json!({ "phone": "2" }), 2).await.is(200);

    app.stop().await;
}
