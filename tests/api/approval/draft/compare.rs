//! What a draft changes.
use serde_json::json;

use super::{above, acts, begins, proposed};
use crate::support::App;

#[actix_web::test]
async fn a_draft_is_told_step_by_step_against_the_version_it_follows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let draft = begins(&admin, above("100")).await.is(201);

    let told = admin.gets(&format!("/v1/approval-policy-drafts/{}/changes", draft.id())).await.is(200).body;

    assert_eq!(told["since"]["number"], 1);
    assert_eq!(told["changes"]["summary"], "2 steps removed, 2 steps changed.");
    let steps: Vec<_> =
        told["changes"]["steps"].as_array().unwrap().iter().map(|s| (s["name"].clone(), s["kind"].clone())).collect();
    let told_as = |name: &str, kind: &str| (json!(name), json!(kind));
    assert_eq!(
        steps,
        [
            told_as("Head of department", "changed"),
            told_as("Accounts", "removed"),
            told_as("GM", "removed"),
            told_as("Owner", "changed")
        ]
    );
    assert_eq!(
        told["changes"]["steps"][3]["parts"],
        json!([
            { "part": "order", "before": "turn 4", "after": "turn 2" },
            { "part": "when", "before": "the total is above 25,000.00 EUR", "after": "the total is above 100.00 EUR" },
        ])
    );
    app.stop().await;
}

#[actix_web::test]
async fn a_draft_is_compared_with_any_version_of_its_own_organisation() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let admin = hotel.admin().await;
    let first = proposed(&admin, above("100")).await;
    let version = acts(&hotel.owner().await, "publish", &first, Some(json!({}))).await.is(201);
    let draft = begins(&admin, above("100")).await.is(201);
    let changes = |id: &str| format!("/v1/approval-policy-drafts/{}/changes?since_id={id}", draft.id());

    let same = admin.gets(&changes(&version.id())).await.is(200).body;

    assert_eq!((&same["changes"]["is_same"], &same["changes"]["summary"]), (&json!(true), &json!("Nothing changed.")));
    let theirs = clinic.owner().await.gets("/v1/approval-policies").await.is(200).body["items"][0]["id"].clone();
    admin.gets(&changes(theirs.as_str().unwrap())).await.is_invalid("since_id", "unknown");
    app.stop().await;
}
