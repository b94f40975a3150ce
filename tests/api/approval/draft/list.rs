//! The drafts.
use serde_json::json;

use super::{above, acts, begins, proposed};
use crate::support::App;

#[actix_web::test]
async fn drafts_are_listed_the_newest_first_by_how_far_they_came() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let open = begins(&admin, above("1")).await.is(201);
    let waiting = proposed(&admin, above("2")).await;
    acts(&admin, "discard", &begins(&admin, above("3")).await.is(201), None).await.is(200);

    let first = admin.gets("/v1/approval-policy-drafts?limit=2").await.is(200).body;
    let cursor = first["next_cursor"].as_str().unwrap().to_owned();
    let rest = admin.gets(&format!("/v1/approval-policy-drafts?limit=2&cursor={cursor}")).await.is(200).body;
    let only = admin.gets("/v1/approval-policy-drafts?status=proposed").await.is(200).body;

    let statuses = |page: &serde_json::Value| {
        page["items"].as_array().unwrap().iter().map(|item| item["status"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(statuses(&first), [json!("discarded"), json!("proposed")]);
    assert_eq!((&rest["items"][0]["id"], &rest["next_cursor"]), (&json!(open.id()), &json!(null)));
    assert_eq!((only["items"].as_array().unwrap().len(), &only["items"][0]["id"]), (1, &json!(waiting.id())));
    admin.gets("/v1/approval-policy-drafts?status=x").await.is_invalid("status", "unknown_value");
    hotel.head().await.gets("/v1/approval-policy-drafts").await.is_refused(403, "forbidden");
    app.stop().await;
}
