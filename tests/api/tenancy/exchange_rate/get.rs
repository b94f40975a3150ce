//! Showing an exchange rate.
use super::{
    super::{is_as_if_unknown, lacks},
    dollars, enters,
};
use crate::support::App;

#[actix_web::test]
async fn everybody_sees_a_rate_and_who_entered_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let entered = enters(&hotel.accounts().await, dollars("2026-03-02", "1.0837")).await;

    let seen = hotel.requester().await.gets(&format!("/v1/exchange-rates/{}", entered.id())).await.is(200);

    assert_eq!(seen.body, entered.body);
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_rate_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = enters(&clinic.accounts().await, dollars("2026-03-02", "1.0837")).await.id();

    is_as_if_unknown(&hotel.accounts().await, "GET", "/v1/exchange-rates/{id}", &foreign, None).await;
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_rates() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let somebody = hotel.somebody_who_may(&["category.view"]).await;
    let path = format!("/v1/exchange-rates/{}", enters(&hotel.accounts().await, dollars("2026-03-02", "1")).await.id());

    lacks(&somebody, "exchange_rate.view", "GET", "/v1/exchange-rates", None).await;
    lacks(&somebody, "exchange_rate.view", "GET", &path, None).await;
    app.stop().await;
}
