//! Adding a category.
use serde_json::json;

use super::{
    super::{lacks, newest_detail},
    adds,
};
use crate::support::App;

const PATH: &str = "/v1/categories";

#[actix_web::test]
async fn accounts_add_a_category() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    let added = adds(&accounts, "Linen", "linen").await;

    let id = added.id();
    let expected = json!({
        "id": id, "name": "Linen", "code": "LINEN", "is_active": true, "revision": 1,
        "actions": [{ "name": "category.update", "closed_because": null }],
    });
    assert_eq!(added.body, expected);
    assert_eq!(added.header("location"), Some(format!("{PATH}/{id}").as_str()));
    assert_eq!(accounts.gets(&format!("{PATH}/{id}")).await.is(200).body, expected);
    assert_eq!(hotel.actions_on(&id).await, ["category.created"]);
    assert_eq!(newest_detail(&hotel, &id).await, json!({ "name": "Linen", "code": "LINEN" }));
    app.stop().await;
}

#[actix_web::test]
async fn a_name_and_a_code_stand_once_in_an_organisation() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    adds(&accounts, "Linen", "LIN").await;

    accounts.posts(PATH, json!({ "name": "Linen", "code": "LI2" })).await.is_invalid("name", "taken");
    accounts.posts(PATH, json!({ "name": "Line", "code": "lin" })).await.is_invalid("code", "taken");
    adds(&clinic.accounts().await, "Linen", "LIN").await;
    app.stop().await;
}

#[actix_web::test]
async fn each_broken_field_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    accounts.posts(PATH, json!({ "code": "LIN" })).await.is_invalid("name", "required");
    accounts.posts(PATH, json!({ "name": "Linen", "code": "-" })).await.is_invalid("code", "code");
    accounts.posts(PATH, json!({ "name": "Linen", "code": "LIN", "x": 1 })).await.is_invalid("x", "unknown_field");
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_adds_categories() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let body = json!({ "name": "Linen", "code": "LIN" });

    for person in [hotel.requester().await, hotel.owner().await, hotel.general_manager().await] {
        lacks(&person, "category.create", "POST", PATH, Some(body.clone())).await;
    }
    hotel.admin().await.posts(PATH, body).await.is(201);
    app.stop().await;
}
