//! Listing the reasons for discounts and charges.
use serde_json::json;

use crate::support::App;

#[actix_web::test]
async fn every_reason_of_both_lists_is_listed_with_its_name() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let page = hotel.requester().await.gets("/v1/adjustment-reasons").await.is(200);

    let items = page.body["items"].as_array().unwrap();
    let count = |kind: &str| items.iter().filter(|item| item["kind"] == kind).count();
    assert_eq!((count("discount"), count("charge"), items.len()), (19, 177, 196));
    assert_eq!(items[0], json!({ "kind": "discount", "code": "95", "name": "Discount" }));
    assert!(items.contains(&json!({ "kind": "charge", "code": "FC", "name": "Freight service" })));
    assert_eq!(page.body["next_cursor"], json!(null));
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_the_reasons() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let stranger = hotel.somebody_who_may(&["session.view"]).await;
    stranger.gets("/v1/adjustment-reasons").await.is_refused(403, "forbidden");
    app.stop().await;
}
