//! Listing the delivery addresses.
use serde_json::json;

use super::{
    super::{all_pages, each, refuses_what_it_does_not_know},
    adds,
};
use crate::support::App;

const PATH: &str = "/v1/delivery-addresses";

#[actix_web::test]
async fn the_addresses_stand_by_name_each_once() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    for name in ["Laundry", "Back door", "Workshop"] {
        adds(&accounts, name).await;
    }
    adds(&clinic.accounts().await, "Ward").await;

    assert_eq!(all_pages(&hotel.requester().await, PATH, 1, "name").await, ["Back door", "Laundry", "Workshop"]);
    assert_eq!(all_pages(&hotel.requester().await, PATH, 3, "name").await, ["Back door", "Laundry", "Workshop"]);
    app.stop().await;
}

#[actix_web::test]
async fn the_retired_stand_apart() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    adds(&accounts, "Laundry").await;
    let back_door = adds(&accounts, "Back door").await.id();
    accounts.patches(&format!("{PATH}/{back_door}"), json!({ "is_active": false }), 1).await.is(200);

    assert_eq!(each(&accounts.gets(&format!("{PATH}?is_active=false")).await.is(200), "name"), ["Back door"]);
    assert_eq!(each(&accounts.gets(&format!("{PATH}?is_active=true")).await.is(200), "name"), ["Laundry"]);
    app.stop().await;
}

#[actix_web::test]
async fn no_address_is_an_empty_page() {
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
