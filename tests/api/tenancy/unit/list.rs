//! Listing the units of measure.
use serde_json::json;

use super::super::{each, lacks};
use crate::support::App;

#[actix_web::test]
async fn every_unit_that_a_line_may_use_is_listed() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let page = hotel.requester().await.gets("/v1/units").await.is(200);

    let known: Vec<_> = kernel::UNITS.iter().map(|(code, ..)| *code).collect();
    assert_eq!(each(&page, "code"), known);
    assert_eq!(page.body["next_cursor"], json!(null));
    let kilogram = json!({ "code": "KGM", "short": "kg", "name": "kilogram" });
    assert!(page.body["items"].as_array().unwrap().contains(&kilogram));
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_the_units() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    lacks(&hotel.somebody_who_may(&["session.view"]).await, "organisation.view", "GET", "/v1/units", None).await;
    app.stop().await;
}
