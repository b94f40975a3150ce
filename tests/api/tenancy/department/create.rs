//! Adding a department.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    super::{RowChange, changes_of, deactivate, lacks, newest_detail},
    adds,
};
use crate::support::App;

const PATH: &str = "/v1/departments";

#[actix_web::test]
async fn an_admin_adds_a_department_with_its_head() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;

    let body = json!({ "name": " Spa ", "code": "spa", "head_id": hotel.people.head });
    let added = admin.posts(PATH, body).await.is(201);

    let id = added.id();
    let expected = json!({
        "id": id, "name": "Spa", "code": "SPA", "head_id": hotel.people.head, "head_name": "Hugo Head",
        "is_active": true, "revision": 1, "actions": [{ "name": "department.update", "closed_because": null }],
    });
    assert_eq!(added.body, expected);
    assert_eq!(added.header("location"), Some(format!("/v1/departments/{id}").as_str()));
    assert_eq!(added.header("etag"), Some("\"1\""));
    assert_eq!(admin.gets(&format!("/v1/departments/{id}")).await.is(200).body, expected);
    assert_eq!(hotel.actions_on(&id).await, ["department.created"]);
    let detail = json!({ "name": "Spa", "code": "SPA", "head_id": hotel.people.head });
    assert_eq!(newest_detail(&hotel, &id).await, detail);
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_keeps_the_new_row() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let id = adds(&hotel.admin().await, "Spa", "SPA").await.id();

    let changes = changes_of(&hotel, &id).await;
    let [RowChange { operation, before, after }] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((operation.as_str(), before), ("insert", &Value::Null));
    assert_eq!((&after["name"], &after["code"], &after["head_id"]), (&json!("Spa"), &json!("SPA"), &Value::Null));
    app.stop().await;
}

#[actix_web::test]
async fn a_name_and_a_code_stand_once_in_an_organisation() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let admin = hotel.admin().await;
    adds(&admin, "Spa", "SPA").await;

    admin.posts(PATH, json!({ "name": "Spa", "code": "SPB" })).await.is_invalid("name", "taken");
    admin.posts(PATH, json!({ "name": "Sauna", "code": "spa" })).await.is_invalid("code", "taken");
    adds(&clinic.admin().await, "Spa", "SPA").await;
    app.stop().await;
}

#[actix_web::test]
async fn a_head_is_somebody_active_of_this_organisation() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let admin = hotel.admin().await;
    deactivate(&hotel, hotel.people.housekeeper).await;
    let headed_by = |head: Value| json!({ "name": "Spa", "code": "SPA", "head_id": head });

    let unknown = admin.posts(PATH, headed_by(json!(Uuid::new_v4()))).await.is_invalid("head_id", "unknown");
    let foreign = admin.posts(PATH, headed_by(json!(clinic.people.head))).await.is_invalid("head_id", "unknown");
    assert_eq!(foreign.body, unknown.body);
    admin.posts(PATH, headed_by(json!(hotel.people.housekeeper))).await.is_invalid("head_id", "inactive");
    admin.posts(PATH, headed_by(json!(admin.id))).await.is_invalid("head_id", "oneself");
    admin.posts(PATH, headed_by(json!("Hugo"))).await.is_invalid("head_id", "wrong_value");
    assert_eq!(admin.posts(PATH, headed_by(Value::Null)).await.is(201).body["head_id"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn each_broken_field_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;

    for (body, field, rule) in [
        (json!({ "code": "SPA" }), "name", "required"),
        (json!({ "name": "Spa" }), "code", "required"),
        (json!({ "name": " ", "code": "SPA" }), "name", "empty"),
        (json!({ "name": "x".repeat(121), "code": "SPA" }), "name", "too_long"),
        (json!({ "name": "Spa\u{202e}", "code": "SPA" }), "name", "forbidden_character"),
        (json!({ "name": "Spa", "code": "S P A" }), "code", "code"),
        (json!({ "name": "Spa", "code": 7 }), "code", "wrong_type"),
        (json!({ "name": "Spa", "code": "SPA", "budget": "1" }), "budget", "unknown_field"),
    ] {
        admin.posts(PATH, body).await.is_invalid(field, rule);
    }
    assert_eq!(hotel.actions().await.iter().filter(|action| *action == "department.created").count(), 0);
    app.stop().await;
}

#[actix_web::test]
async fn sent_twice_it_is_added_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let body = json!({ "name": "Spa", "code": "SPA" });

    let first = admin.posts_with_key(PATH, body.clone(), "an-intention").await.is(201);
    let second = admin.posts_with_key(PATH, body, "an-intention").await.is(201);

    assert_eq!((&second.body, second.header("location")), (&first.body, first.header("location")));
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!(hotel.actions_on(&first.id()).await, ["department.created"]);
    let other = json!({ "name": "Sauna", "code": "SAU" });
    admin.posts_with_key(PATH, other, "an-intention").await.is_refused(422, "idempotency_key_reused");
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_adds_departments() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let body = json!({ "name": "Spa", "code": "SPA" });

    for person in [hotel.accounts().await, hotel.owner().await, hotel.head().await] {
        lacks(&person, "department.create", "POST", PATH, Some(body.clone())).await;
    }
    let somebody = hotel.somebody_who_may(&["department.create"]).await;
    let added = somebody.posts(PATH, body).await.is(201);
    assert_eq!(added.action("department.update"), Err("forbidden".into()));
    app.stop().await;
}
