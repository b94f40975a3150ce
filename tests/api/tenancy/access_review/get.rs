use serde_json::json;

use super::{PATH, starts};
use crate::{
    support::App,
    tenancy::{is_as_if_unknown, lacks},
};

#[actix_web::test]
async fn it_shows_how_far_it_is_and_what_one_may_do() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = starts(&hotel.owner().await).await.id();

    let seen = hotel.auditor().await.gets(&format!("{PATH}/{id}")).await.is(200);

    assert_eq!((&seen.body["started_by_name"], seen.revision()), (&json!("Olga Owner"), 1));
    let closed: Vec<_> = seen.body["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|action| (action["name"].as_str().unwrap(), action["closed_because"]["code"].as_str().unwrap()))
        .collect();
    let forbidden = ["access_review.decide", "access_review.sign_off", "access_review.cancel"];
    assert_eq!(closed, forbidden.map(|name| (name, "forbidden")));
    let owner = hotel.owner().await.gets(&format!("{PATH}/{id}")).await.is(200);
    assert_eq!(owner.body["actions"][1]["closed_because"]["code"], "review_undecided");
    lacks(&hotel.requester().await, "access_review.view", "GET", &format!("{PATH}/{id}"), None).await;
    is_as_if_unknown(&app.clinic().await.owner().await, "GET", &format!("{PATH}/{{id}}"), &id, None).await;
    app.stop().await;
}
