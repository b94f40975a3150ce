//! Offering a draft for publication.
use serde_json::json;

use super::{above, acts, begins, edits, proposed};
use crate::support::App;

#[actix_web::test]
async fn a_proposal_waits_for_somebody_who_wrote_none_of_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let draft = begins(&admin, above("100")).await.is(201);

    let proposal = acts(&admin, "propose", &draft, None).await.is(200);

    assert_eq!(
        (&proposal.body["status"], &proposal.body["proposed"]["by"]["id"]),
        (&json!("proposed"), &json!(admin.id))
    );
    let seen = hotel.owner().await.gets(&format!("/v1/approval-policy-drafts/{}", draft.id())).await.is(200);
    assert_eq!(seen.action("approval_policy.publish"), Ok(()));
    acts(&admin, "propose", &proposal, None).await.is_refused(409, "draft_already_proposed");
    assert_eq!(hotel.actions_on(&draft.id()).await, ["policy_draft.created", "policy_draft.proposed"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_draft_that_does_not_follow_the_newest_version_is_looked_at_first() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner) = (hotel.admin().await, hotel.owner().await);
    let late = begins(&admin, above("100")).await.is(201);
    let first = proposed(&admin, above("50")).await;
    let version = acts(&owner, "publish", &first, Some(json!({}))).await.is(201);

    let seen = admin.gets(&format!("/v1/approval-policy-drafts/{}", late.id())).await.is(200);
    assert_eq!(seen.body["newest"]["id"], version.body["id"]);
    assert_eq!(seen.action("policy_draft.propose"), Err("draft_is_outdated".into()));
    acts(&admin, "propose", &seen, None).await.is_refused(409, "draft_is_outdated");
    let rebased = edits(&admin, &seen, json!({ "based_on_id": version.body["id"] })).await.is(200);
    acts(&admin, "propose", &rebased, None).await.is(200);

    app.stop().await;
}
