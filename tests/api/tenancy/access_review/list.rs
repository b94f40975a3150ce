use serde_json::json;

use super::{PATH, ends, starts};
use crate::{
    support::App,
    tenancy::{all_pages, each, lacks, refuses_what_it_does_not_know},
};

#[actix_web::test]
async fn the_newest_come_first_page_by_page() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let first = starts(&owner).await.id();
    ends(&owner, &first, "cancel", 1, Some(json!({ "reason": "Too early" }))).await.is(200);
    let second = starts(&owner).await.id();

    let admin = hotel.admin().await;
    assert_eq!(all_pages(&admin, PATH, 1, "id").await, [json!(second), json!(first)]);
    let open = admin.gets(&format!("{PATH}?state=open")).await.is(200);
    assert_eq!(each(&open, "id"), [&json!(second)]);
    refuses_what_it_does_not_know(&admin, PATH).await;
    lacks(&hotel.requester().await, "access_review.view", "GET", PATH, None).await;
    app.stop().await;
}
