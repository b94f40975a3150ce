//! Changing a category.
use serde_json::json;

use super::{
    super::{changes_of, is_as_if_unknown, lacks, needs_the_revision_seen, newest_detail},
    adds,
};
use crate::support::App;

#[actix_web::test]
async fn what_is_left_out_stays_and_the_trail_keeps_both_sides() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let before = adds(&accounts, "Linen", "LIN").await;
    let id = before.id();

    let body = json!({ "code": "lin2", "is_active": false });
    let after = accounts.patches(&format!("/v1/categories/{id}"), body, 1).await.is(200);

    let mut expected = before.body.clone();
    expected["code"] = json!("LIN2");
    expected["is_active"] = json!(false);
    expected["revision"] = json!(2);
    assert_eq!(after.body, expected);
    assert_eq!(newest_detail(&hotel, &id).await, json!({ "changed": ["code", "is_active"] }));
    let change = changes_of(&hotel, &id).await.pop().unwrap();
    assert_eq!((change.operation.as_str(), &change.before["code"]), ("update", &json!("LIN")));
    assert_eq!(change.after["code"], json!("LIN2"));
    app.stop().await;
}

#[actix_web::test]
async fn an_update_is_made_on_the_revision_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let path = format!("/v1/categories/{}", adds(&accounts, "Linen", "LIN").await.id());

    needs_the_revision_seen(&accounts, &path, json!({ "name": "Linens" })).await;
    app.stop().await;
}

#[actix_web::test]
async fn a_broken_rule_changes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    adds(&accounts, "Food", "FOO").await;
    let before = adds(&accounts, "Linen", "LIN").await;
    let path = format!("/v1/categories/{}", before.id());

    for (body, field, rule) in [
        (json!({ "name": null }), "name", "wrong_type"),
        (json!({ "name": "Food" }), "name", "taken"),
        (json!({ "code": "foo" }), "code", "taken"),
        (json!({ "colour": "red" }), "colour", "unknown_field"),
    ] {
        accounts.patches(&path, body, 1).await.is_invalid(field, rule);
    }
    assert_eq!(accounts.gets(&path).await.body, before.body);
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_category_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = adds(&clinic.accounts().await, "Linen", "LIN").await.id();
    let body = Some(json!({ "name": "Ours" }));

    is_as_if_unknown(&hotel.accounts().await, "PATCH", "/v1/categories/{id}", &foreign, body).await;
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_changes_categories() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("/v1/categories/{}", adds(&hotel.accounts().await, "Linen", "LIN").await.id());

    lacks(&hotel.head().await, "category.update", "PATCH", &path, Some(json!({ "name": "Mine" }))).await;
    hotel.admin().await.patches(&path, json!({ "name": "Linens" }), 1).await.is(200);
    app.stop().await;
}
