//! Showing a delivery address.
use super::{
    super::{is_as_if_unknown, lacks},
    adds,
};
use crate::support::App;

#[actix_web::test]
async fn everybody_sees_a_delivery_address_and_who_may_not_change_it_is_told_so() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("/v1/delivery-addresses/{}", adds(&hotel.accounts().await, "Back door").await.id());

    let seen = hotel.requester().await.gets(&path).await.is(200);

    assert_eq!((seen.body["country"].as_str(), seen.header("etag")), (Some("IE"), Some("\"1\"")));
    assert_eq!(seen.action("delivery_address.update"), Err("forbidden".into()));
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_delivery_address_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = adds(&clinic.accounts().await, "Back door").await.id();

    is_as_if_unknown(&hotel.accounts().await, "GET", "/v1/delivery-addresses/{id}", &foreign, None).await;
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_delivery_addresses() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let somebody = hotel.somebody_who_may(&["category.view"]).await;
    let path = format!("/v1/delivery-addresses/{}", adds(&hotel.accounts().await, "Back door").await.id());

    lacks(&somebody, "delivery_address.view", "GET", "/v1/delivery-addresses", None).await;
    lacks(&somebody, "delivery_address.view", "GET", &path, None).await;
    app.stop().await;
}
