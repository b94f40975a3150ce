use serde_json::json;

use super::submits;
use crate::support::App;

#[actix_web::test]
async fn everybody_sees_what_is_open_with_themselves() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = submits(&hotel.requester().await, &json!({})).await.id();

    let own = hotel.requester().await.gets("/v1/profile/open-work").await.is(200).body;
    let other = hotel.housekeeper().await.gets("/v1/profile/open-work").await.is(200).body;

    assert_eq!((&own["documents"][0]["id"], &own["documents"][0]["is_draft"]), (&json!(id), &json!(false)));
    assert_eq!((&own["is_nothing"], &other["is_nothing"]), (&json!(false), &json!(true)));
    app.stop().await;
}
