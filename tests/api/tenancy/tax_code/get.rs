//! Showing a tax code.
use super::{
    super::{is_as_if_unknown, lacks},
    adds,
};
use crate::support::App;

#[actix_web::test]
async fn everybody_sees_a_tax_code_and_who_may_not_change_it_is_told_so() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("/v1/tax-codes/{}", adds(&hotel.accounts().await, "Standard rate", "S20").await.id());

    let seen = hotel.requester().await.gets(&path).await.is(200);

    assert_eq!((seen.body["rate_percent"].as_str(), seen.header("etag")), (Some("20"), Some("\"1\"")));
    assert_eq!(seen.action("tax_code.update"), Err("forbidden".into()));
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_tax_code_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = adds(&clinic.accounts().await, "Standard rate", "S20").await.id();

    is_as_if_unknown(&hotel.accounts().await, "GET", "/v1/tax-codes/{id}", &foreign, None).await;
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_tax_codes() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let somebody = hotel.somebody_who_may(&["category.view"]).await;
    let path = format!("/v1/tax-codes/{}", adds(&hotel.accounts().await, "Standard rate", "S20").await.id());

    lacks(&somebody, "tax_code.view", "GET", "/v1/tax-codes", None).await;
    lacks(&somebody, "tax_code.view", "GET", &path, None).await;
    app.stop().await;
}
