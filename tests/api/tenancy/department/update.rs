//! Changing a department.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    super::{RowChange, changes_of, deactivate, is_as_if_unknown, lacks, needs_the_revision_seen, newest_detail},
    adds,
};
use crate::support::App;

#[actix_web::test]
async fn what_is_left_out_stays_and_null_empties() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let path = format!("/v1/departments/{}", hotel.kitchen);
    let before = admin.gets(&path).await.is(200);

    let renamed = admin.patches(&path, json!({ "name": "Kitchens" }), before.revision()).await.is(200);

    let mut expected = before.body.clone();
    expected["name"] = json!("Kitchens");
    expected["revision"] = json!(before.revision() + 1);
    assert_eq!(renamed.body, expected);

    let headless = admin.patches(&path, json!({ "head_id": null }), renamed.revision()).await.is(200);
    assert_eq!((&headless.body["head_id"], &headless.body["head_name"]), (&Value::Null, &Value::Null));

    let body = json!({ "head_id": hotel.people.housekeeping_head, "code": "kit2" });
    let headed = admin.patches(&path, body, headless.revision()).await.is(200);
    assert_eq!(headed.body["head_name"], "Hilde Head");
    assert_eq!(headed.body["code"], "KIT2");
    assert_eq!(admin.gets(&path).await.body, headed.body);
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_says_what_changed_and_keeps_before_and_after() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let id = adds(&admin, "Spa", "SPA").await.id();

    let body = json!({ "name": "Spa and pool", "code": "SPA", "is_active": false });
    admin.patches(&format!("/v1/departments/{id}"), body, 1).await.is(200);

    assert_eq!(hotel.actions_on(&id).await, ["department.created", "department.updated"]);
    assert_eq!(newest_detail(&hotel, &id).await, json!({ "changed": ["is_active", "name"] }));
    let changes = changes_of(&hotel, &id).await;
    let [_, RowChange { operation, before, after }] = changes.as_slice() else { panic!("{changes:?}") };
    let facts = |row: &Value| json!([row["name"], row["code"], row["is_active"], row["revision"]]);
    assert_eq!(operation, "update");
    assert_eq!(facts(before), json!(["Spa", "SPA", true, 1]));
    assert_eq!(facts(after), json!(["Spa and pool", "SPA", false, 2]));
    app.stop().await;
}

#[actix_web::test]
async fn a_retired_department_may_come_back() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let path = format!("/v1/departments/{}", adds(&admin, "Spa", "SPA").await.id());

    let retired = admin.patches(&path, json!({ "is_active": false }), 1).await.is(200);
    let back = admin.patches(&path, json!({ "is_active": true }), 2).await.is(200);

    assert_eq!((&retired.body["is_active"], &back.body["is_active"]), (&json!(false), &json!(true)));
    app.stop().await;
}

#[actix_web::test]
async fn an_update_is_made_on_the_revision_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("/v1/departments/{}", hotel.kitchen);

    needs_the_revision_seen(&hotel.admin().await, &path, json!({ "name": "Kitchens" })).await;
    app.stop().await;
}

#[actix_web::test]
async fn a_broken_rule_changes_nothing() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let admin = hotel.admin().await;
    deactivate(&hotel, hotel.people.housekeeper).await;
    let path = format!("/v1/departments/{}", hotel.kitchen);
    let before = admin.gets(&path).await.is(200);

    for (body, field, rule) in [
        (json!({ "name": null }), "name", "wrong_type"),
        (json!({ "is_active": null }), "is_active", "wrong_type"),
        (json!({ "name": "Housekeeping" }), "name", "taken"),
        (json!({ "code": "HSK" }), "code", "taken"),
        (json!({ "head_id": Uuid::new_v4() }), "head_id", "unknown"),
        (json!({ "head_id": clinic.people.head }), "head_id", "unknown"),
        (json!({ "head_id": hotel.people.housekeeper }), "head_id", "inactive"),
        (json!({ "head_id": hotel.people.admin }), "head_id", "oneself"),
        (json!({ "revision": 9 }), "revision", "unknown_field"),
    ] {
        admin.patches(&path, body, before.revision()).await.is_invalid(field, rule);
    }
    assert_eq!(admin.gets(&path).await.body, before.body);
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_department_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (foreign, body) = (clinic.kitchen.to_string(), json!({ "name": "Ours" }));

    is_as_if_unknown(&hotel.admin().await, "PATCH", "/v1/departments/{id}", &foreign, Some(body.clone())).await;
    clinic.admin().await.patches(&format!("/v1/departments/{foreign}"), body, 1).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_changes_departments() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("/v1/departments/{}", hotel.kitchen);

    for person in [hotel.head().await, hotel.accounts().await, hotel.owner().await] {
        lacks(&person, "department.update", "PATCH", &path, Some(json!({ "name": "Mine" }))).await;
    }
    app.stop().await;
}
