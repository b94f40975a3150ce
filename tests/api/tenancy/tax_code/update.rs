//! Changing a tax code.
use serde_json::json;

use super::{
    super::{changes_of, is_as_if_unknown, lacks, needs_the_revision_seen, newest_detail},
    adds,
};
use crate::support::App;

#[actix_web::test]
async fn a_tax_code_is_renamed_and_retired() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let before = adds(&accounts, "Standard rate", "S20").await;
    let id = before.id();

    let body = json!({ "name": "Standard rate until 2026", "is_active": false });
    let after = accounts.patches(&format!("/v1/tax-codes/{id}"), body, 1).await.is(200);

    let mut expected = before.body.clone();
    expected["name"] = json!("Standard rate until 2026");
    expected["is_active"] = json!(false);
    expected["revision"] = json!(2);
    assert_eq!(after.body, expected);
    assert_eq!(newest_detail(&hotel, &id).await, json!({ "changed": ["is_active", "name"] }));
    let change = changes_of(&hotel, &id).await.pop().unwrap();
    assert_eq!((&change.before["name"], &change.after["name"]), (&before.body["name"], &after.body["name"]));
    app.stop().await;
}

#[actix_web::test]
async fn a_rate_stays_as_it_was_entered() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let id = adds(&accounts, "Standard rate", "S20").await.id();
    let path = format!("/v1/tax-codes/{id}");

    accounts.patches(&path, json!({ "rate_percent": "21" }), 1).await.is_invalid("rate_percent", "unknown_field");
    accounts.patches(&path, json!({ "treatment": "E" }), 1).await.is_invalid("treatment", "unknown_field");
    let mut tenant = app.as_role("countersign_tenant").await;
    let forced = sqlx::query("update tenant.tax_code set rate_percent = 21").execute(&mut tenant).await;
    assert!(forced.is_err_and(|error| error.to_string().contains("permission denied")));
    app.stop().await;
}

#[actix_web::test]
async fn an_update_is_made_on_the_revision_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let path = format!("/v1/tax-codes/{}", adds(&accounts, "Standard rate", "S20").await.id());

    needs_the_revision_seen(&accounts, &path, json!({ "code": "S20B" })).await;
    app.stop().await;
}

#[actix_web::test]
async fn a_name_and_a_code_stand_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    adds(&accounts, "Standard rate", "S20").await;
    let path = format!("/v1/tax-codes/{}", adds(&accounts, "Reduced rate", "R20").await.id());

    accounts.patches(&path, json!({ "name": "Standard rate" }), 1).await.is_invalid("name", "taken");
    accounts.patches(&path, json!({ "code": "s20" }), 1).await.is_invalid("code", "taken");
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_tax_code_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = adds(&clinic.accounts().await, "Standard rate", "S20").await.id();
    let body = Some(json!({ "name": "Ours" }));

    is_as_if_unknown(&hotel.accounts().await, "PATCH", "/v1/tax-codes/{id}", &foreign, body).await;
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_changes_tax_codes() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("/v1/tax-codes/{}", adds(&hotel.accounts().await, "Standard rate", "S20").await.id());

    lacks(&hotel.admin().await, "tax_code.update", "PATCH", &path, Some(json!({ "name": "Mine" }))).await;
    app.stop().await;
}
