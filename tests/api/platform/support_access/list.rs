//! List what an operator asked organisations for.
use crate::support::{App, SupportOperator};

#[actix_web::test]
async fn ones_own_are_listed_the_newest_first_over_all_homes() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let hotel = app.hotel().await;
    app.clinic().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let first = oda.is_let_in(&hotel, 30).await;
    let second = oda.asks("alder-clinic", 5).await.is(201).id();

    let listed = oda.lists().await;

    let items = listed.body["items"].as_array().unwrap();
    let seen: Vec<_> =
        items.iter().map(|item| (item["id"].as_str().unwrap(), item["state"].as_str().unwrap())).collect();
    assert_eq!(seen, [(second.as_str(), "waiting"), (first.as_str(), "approved")]);
    assert!(items[1]["open_by"].is_string() && items[1]["opened_at"].is_null());
    app.stop().await;
}
