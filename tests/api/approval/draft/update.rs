//! Editing a draft.
use serde_json::json;

use super::{above, acts, begins, edits, proposed};
use crate::support::App;

#[actix_web::test]
async fn an_edit_shows_before_and_after_in_the_trail() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let draft = begins(&admin, above("100")).await.is(201);

    let edited = edits(&admin, &draft, json!({ "definition": above("200"), "note": null })).await.is(200);

    assert_eq!((edited.revision(), &edited.body["note"]), (2, &json!(null)));
    assert_eq!(edited.body["in_words"][1]["when"], "the total is above 200.00 EUR");
    let trail = hotel.owner().await.gets(&format!("/v1/audit-events?entity_id={}", draft.id())).await.is(200).body;
    assert_eq!(trail["items"][0]["action"], "policy_draft.updated");
    let event = format!("/v1/audit-events/{}", trail["items"][0]["id"].as_str().unwrap());
    let text = hotel.owner().await.gets(&event).await.is(200).body["changes"]["items"].to_string();
    assert!(text.contains("100.00") && text.contains("200.00"), "{text}");
    app.stop().await;
}

#[actix_web::test]
async fn an_edit_on_a_revision_that_was_not_seen_is_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let draft = begins(&admin, above("100")).await.is(201);
    edits(&admin, &draft, json!({ "name": "Stricter still" })).await.is(200);

    edits(&admin, &draft, json!({ "name": "Mine" })).await.is_refused(412, "stale");
    edits(&admin, &draft, json!({ "name": null })).await.is_invalid("name", "wrong_type");

    let now = admin.gets(&format!("/v1/approval-policy-drafts/{}", draft.id())).await.is(200);
    assert_eq!(now.body["name"], "Stricter still");
    edits(&admin, &now, json!({ "name": "Stricter still" })).await.is_refused(409, "draft_unchanged");
    app.stop().await;
}

#[actix_web::test]
async fn an_edit_takes_a_proposal_back_and_makes_an_author() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = proposed(&hotel.admin().await, above("100")).await;
    let second = hotel.somebody_who_may(&["policy_draft.update", "policy_draft.view"]).await;

    let edited = edits(&second, &draft, json!({ "definition": above("50") })).await.is(200);

    assert_eq!((&edited.body["status"], edited.body["authors"].as_array().unwrap().len()), (&json!("open"), 2));
    acts(&hotel.owner().await, "publish", &edited, Some(json!({}))).await.is_refused(409, "draft_not_proposed");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_edits_another_organisations_draft() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let draft = begins(&hotel.admin().await, above("100")).await.is(201);

    edits(&clinic.admin().await, &draft, json!({ "name": "Theirs" })).await.is_refused(404, "not_found");
    edits(&hotel.admin().await, &draft, json!({ "name": "Ours" })).await.is(200);

    app.stop().await;
}
