//! Showing a category.
use super::{
    super::{is_as_if_unknown, lacks},
    adds,
};
use crate::support::App;

#[actix_web::test]
async fn everybody_sees_a_category_and_who_may_not_change_it_is_told_so() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("/v1/categories/{}", adds(&hotel.accounts().await, "Linen", "LIN").await.id());

    let seen = hotel.requester().await.gets(&path).await.is(200);

    assert_eq!((seen.body["name"].as_str(), seen.header("etag")), (Some("Linen"), Some("\"1\"")));
    assert_eq!(seen.action("category.update"), Err("forbidden".into()));
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_category_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = adds(&clinic.accounts().await, "Linen", "LIN").await.id();

    is_as_if_unknown(&hotel.accounts().await, "GET", "/v1/categories/{id}", &foreign, None).await;
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_categories() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let somebody = hotel.somebody_who_may(&["department.view"]).await;
    let path = format!("/v1/categories/{}", adds(&hotel.accounts().await, "Linen", "LIN").await.id());

    lacks(&somebody, "category.view", "GET", "/v1/categories", None).await;
    lacks(&somebody, "category.view", "GET", &path, None).await;
    app.stop().await;
}
