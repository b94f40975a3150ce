//! Throwing a draft away.
use serde_json::json;

use super::{above, acts, begins, edits};
use crate::support::App;

#[actix_web::test]
async fn a_discarded_draft_can_be_read_and_never_published() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let draft = begins(&admin, above("100")).await.is(201);

    let gone = acts(&admin, "discard", &draft, None).await.is(200);

    assert_eq!((&gone.body["status"], &gone.body["closed"]["by"]["id"]), (&json!("discarded"), &json!(admin.id)));
    for verb in ["propose", "discard"] {
        acts(&admin, verb, &gone, None).await.is_refused(409, "draft_is_closed");
    }
    edits(&admin, &gone, json!({ "name": "Back" })).await.is_refused(409, "draft_is_closed");
    acts(&hotel.owner().await, "publish", &gone, Some(json!({}))).await.is_refused(409, "draft_is_closed");
    assert_eq!(hotel.actions_on(&draft.id()).await, ["policy_draft.created", "policy_draft.discarded"]);
    app.stop().await;
}
