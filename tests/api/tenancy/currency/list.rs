//! Listing the currencies.
use serde_json::json;

use super::super::{each, lacks};
use crate::support::App;

#[actix_web::test]
async fn every_currency_in_use_is_listed_with_its_digits() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let page = hotel.requester().await.gets("/v1/currencies").await.is(200);

    let items = page.body["items"].as_array().unwrap();
    for (code, digits) in [("EUR", 2), ("JPY", 0), ("KWD", 3), ("PYG", 0)] {
        let found = items.iter().find(|item| item["code"] == code).unwrap_or_else(|| panic!("{code}"));
        assert_eq!(found["digits"], json!(digits), "{code}");
    }
    let codes: Vec<_> = each(&page, "code").into_iter().filter_map(|code| code.as_str()).collect();
    assert!(codes.is_sorted() && codes.len() == items.len() && !codes.contains(&"HRK"), "{codes:?}");
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_the_currencies() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    lacks(&hotel.somebody_who_may(&["session.view"]).await, "organisation.view", "GET", "/v1/currencies", None).await;
    app.stop().await;
}
