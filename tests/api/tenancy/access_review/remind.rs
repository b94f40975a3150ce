use serde_json::Value;

use super::{PATH, ends, keeps_everything, starts};
use crate::{support::App, tenancy::lacks};

#[actix_web::test]
async fn one_is_due_a_quarter_after_the_last() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("{PATH}/reminder");
    let seen = hotel.owner().await.gets(&path).await.is(200);
    assert_eq!((&seen.body["is_due"], &seen.body["last_signed_off_at"]), (&false.into(), &Value::Null));

    app.moves_clock("93 days").await;
    let owner = hotel.owner().await;
    assert_eq!(owner.gets(&path).await.is(200).body["is_due"], true);
    let id = starts(&owner).await.id();
    let open = owner.gets(&path).await.is(200);
    assert_eq!((&open.body["is_due"], open.body["open_id"].as_str()), (&false.into(), Some(&*id)));
    assert_eq!(open.body["actions"][0]["closed_because"]["code"], "review_running");
    let decided = keeps_everything(&hotel, &id).await;
    ends(&owner, &id, "sign-off", decided.revision(), None).await.is(200);

    let signed = owner.gets(&path).await.is(200);
    assert_eq!(signed.body["is_due"], false);
    assert!(signed.body["last_signed_off_at"].is_string());
    lacks(&hotel.requester().await, "access_review.view", "GET", &path, None).await;
    app.stop().await;
}
