use serde_json::json;

use super::{decides, lacks, waiting};
use crate::support::App;

#[actix_web::test]
async fn a_refusal_says_why_and_removes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = waiting(&hotel).await.id();
    let why = Some(json!({ "reason": "She has her phone" }));
    lacks(&hotel.admin().await, "factor_reset.refuse", &id, "refuse", why.clone()).await;
    decides(&hotel.owner().await, &id, "refuse", Some(json!({ "reason": "" }))).await.is_invalid("reason", "empty");

    let answer = decides(&hotel.owner().await, &id, "refuse", why.clone()).await.is(200);

    assert_eq!(
        (&answer.body["state"], &answer.body["decision_reason"]),
        (&json!("refused"), &json!("She has her phone"))
    );
    let left: i64 =
        sqlx::query_scalar("select count(*) from door.totp").fetch_one(&mut hotel.administrator().await).await.unwrap();
    assert_eq!(left, 1);
    decides(&hotel.owner().await, &id, "refuse", why).await.is_refused(409, "factor_reset_decided");
    assert_eq!(hotel.actions_on(&id).await, ["factor_reset.created", "factor_reset.refused"]);
    app.stop().await;
}
