//! Refuse to let an operator of the installation read.
use serde_json::json;

use super::super::lacks;
use crate::support::{App, SupportOperator, operator::decides};

#[actix_web::test]
async fn an_owner_refuses_and_says_why() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = SupportOperator::of(&app, "oda").await.asks("harbour-house", 30).await.is(201).id();
    let path = format!("/v1/support-accesses/{id}/refuse");
    let why = json!({ "reason": "Nobody asked for help" });
    lacks(&hotel.admin().await, "support_access.refuse", "POST", &path, Some(why)).await;

    let refused = decides(&hotel.owner().await, &id, "refuse", 1).await.is(200);

    assert_eq!(
        (&refused.body["state"], &refused.body["decision_reason"]),
        (&json!("refused"), &json!("Nobody asked for help"))
    );
    assert_eq!(hotel.actions_on(&id).await, ["support_access.asked", "support_access.refused"]);
    decides(&hotel.owner().await, &id, "end", 2).await.is_refused(409, "support_access_over");
    app.stop().await;
}
