use serde_json::json;

use super::{PATH, decides, waiting};
use crate::{support::App, tenancy::lacks};

#[actix_web::test]
async fn a_refusal_says_why_and_gives_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = waiting(&hotel).await.id();
    let why = Some(json!({ "reason": "Ask for less" }));
    lacks(&hotel.admin().await, "grant.refuse", "POST", &format!("{PATH}/{id}/refuse"), why.clone()).await;
    decides(&hotel.owner().await, &id, "refuse", Some(json!({ "reason": "" }))).await.is_invalid("reason", "empty");

    let answer = decides(&hotel.owner().await, &id, "refuse", why.clone()).await.is(200);

    assert_eq!((&answer.body["state"], &answer.body["decision_reason"]), (&json!("refused"), &json!("Ask for less")));
    let me = hotel.requester().await.gets("/v1/session").await.is(200);
    assert_eq!(me.body["person"]["roles"], json!(["requester"]));
    decides(&hotel.owner().await, &id, "refuse", why).await.is_refused(409, "grant_decided");
    assert_eq!(hotel.actions_on(&id).await, ["grant.created", "grant.refused"]);
    app.stop().await;
}
