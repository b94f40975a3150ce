use serde_json::json;

use super::{decides, offered, roles};
use crate::support::App;

#[actix_web::test]
async fn whom_it_is_offered_to_refuses_it_with_a_reason() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = offered(&hotel).await.id();
    let why = || Some(json!({ "reason": "I leave myself" }));
    decides(&hotel.admin().await, &id, "refuse", why()).await.is_refused(409, "ownership_not_offered_to_one");
    let manager = hotel.general_manager().await;
    decides(&manager, &id, "refuse", Some(json!({ "reason": " " }))).await.is_invalid("reason", "empty");

    let answer = decides(&manager, &id, "refuse", why()).await.is(200);

    assert_eq!((&answer.body["state"], &answer.body["decision_reason"]), (&json!("refused"), &json!("I leave myself")));
    decides(&manager, &id, "accept", None).await.is_refused(409, "ownership_decided");
    assert_eq!(roles(&hotel, hotel.people.owner).await, json!(["owner"]));
    app.stop().await;
}
