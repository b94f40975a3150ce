use serde_json::json;

use super::{PATH, decides, ends, numbers, starts};
use crate::{support::App, tenancy::lacks};

#[actix_web::test]
async fn what_is_cancelled_says_why_and_another_can_be_started() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = starts(&owner).await.id();
    let why = Some(json!({ "reason": "Not everybody has joined" }));
    lacks(&hotel.auditor().await, "access_review.cancel", "POST", &format!("{PATH}/{id}/cancel"), why.clone()).await;
    ends(&owner, &id, "cancel", 2, why.clone()).await.is_refused(412, "stale");

    let answer = ends(&owner, &id, "cancel", 1, why.clone()).await.is(200);

    assert_eq!(
        (&answer.body["state"], &answer.body["end_reason"], &answer.body["digest"]),
        (&json!("cancelled"), &json!("Not everybody has joined"), &json!(null))
    );
    ends(&owner, &id, "cancel", 2, why).await.is_refused(409, "review_ended");
    let head = numbers(&owner, &id, hotel.people.head).await;
    decides(&owner, &id, &head, "keep", None).await.is_refused(409, "review_ended");
    assert_eq!(hotel.actions_on(&id).await, ["access_review.started", "access_review.cancelled"]);
    starts(&owner).await;
    app.stop().await;
}
