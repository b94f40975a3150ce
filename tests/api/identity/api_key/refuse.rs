use serde_json::json;

use super::{PATH, acts, lacks, wanted};
use crate::support::App;

#[actix_web::test]
async fn an_owner_refuses_with_a_reason_and_it_never_opens_anything() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let asked = hotel.admin().await.posts(PATH, wanted(&["supplier.view"])).await.is(201);
    let (id, why) = (asked.id(), json!({ "reason": "Reading is enough" }));
    lacks(&hotel.admin().await, "api_key.refuse", &id, "refuse", Some(why.clone())).await;

    let answer = acts(&hotel.owner().await, &id, "refuse", Some(why), 1).await.is(200);

    assert_eq!(
        (&answer.body["state"], &answer.body["decision_reason"]),
        (&json!("refused"), &json!("Reading is enough"))
    );
    assert_eq!(hotel.actions_on(&id).await, ["api_key.created", "api_key.refused"]);
    app.with_token(asked.body["secret"].as_str().unwrap()).gets("/v1/suppliers").await.is(401);
    acts(&hotel.owner().await, &id, "approve", None, 2).await.is_refused(409, "api_key_decided");
    let left: i64 = sqlx::query_scalar("select count(*) from door.api_key")
        .fetch_one(&mut hotel.administrator().await)
        .await
        .unwrap();
    assert_eq!(left, 0);
    app.stop().await;
}
