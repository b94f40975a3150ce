//! Seeing the rules.
use serde_json::json;

use super::{super::lacks, PATH};
use crate::support::App;

#[actix_web::test]
async fn where_nothing_was_set_the_limits_of_the_service_hold() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let seen = hotel.auditor().await.gets(PATH).await.is(200);

    let rules = ["idle_minutes", "lifetime_minutes", "failures_max", "failures_minutes", "revision"];
    assert_eq!(rules.map(|rule| seen.body[rule].as_i64().unwrap()), [720, 1440, 10, 15, 1]);
    assert_eq!(seen.body["actions"][0]["closed_because"]["code"], "forbidden");
    assert_eq!(seen.header("etag"), Some("\"1\""));
    let owner = hotel.owner().await.gets(PATH).await.is(200);
    assert_eq!(owner.body["actions"], json!([{ "name": "security_policy.update", "closed_because": null }]));
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_them() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    for person in [hotel.requester().await, hotel.accounts().await, hotel.general_manager().await] {
        lacks(&person, "security_policy.view", "GET", PATH, None).await;
    }
    app.stop().await;
}
