//! Listing the categories.
use serde_json::json;

use super::{
    super::{all_pages, each, refuses_what_it_does_not_know},
    adds,
};
use crate::support::App;

const PATH: &str = "/v1/categories";

#[actix_web::test]
async fn the_categories_stand_by_name_each_once() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    for (name, code) in [("Linen", "LIN"), ("Food", "FOO"), ("Repairs", "REP")] {
        adds(&accounts, name, code).await;
    }
    adds(&clinic.accounts().await, "Gloves", "GLO").await;

    assert_eq!(all_pages(&hotel.requester().await, PATH, 1, "name").await, ["Food", "Linen", "Repairs"]);
    assert_eq!(all_pages(&hotel.requester().await, PATH, 3, "name").await, ["Food", "Linen", "Repairs"]);
    app.stop().await;
}

#[actix_web::test]
async fn the_retired_stand_apart() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    adds(&accounts, "Linen", "LIN").await;
    let food = adds(&accounts, "Food", "FOO").await.id();
    accounts.patches(&format!("{PATH}/{food}"), json!({ "is_active": false }), 1).await.is(200);

    assert_eq!(each(&accounts.gets(&format!("{PATH}?is_active=false")).await.is(200), "name"), ["Food"]);
    assert_eq!(each(&accounts.gets(&format!("{PATH}?is_active=true")).await.is(200), "name"), ["Linen"]);
    app.stop().await;
}

#[actix_web::test]
async fn no_category_is_an_empty_page() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let page = hotel.requester().await.gets(PATH).await.is(200);

    assert_eq!(page.body, json!({ "items": [], "next_cursor": null }));
    app.stop().await;
}

#[actix_web::test]
async fn a_filter_that_is_not_known_is_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    refuses_what_it_does_not_know(&hotel.accounts().await, PATH).await;
    app.stop().await;
}
