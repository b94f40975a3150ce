//! Putting a proposal in force.
use chrono::{Days, Utc};
use serde_json::{Value, json};

use super::{above, acts, begins, edits, proposed};
use crate::support::{App, Organisation};

fn tomorrow() -> Value {
    let on = Utc::now().date_naive().checked_add_days(Days::new(2)).unwrap();
    json!({ "effective_from": { "on": on, "hour": 8 } })
}

async fn in_force(hotel: &Organisation<'_>) -> Value {
    let listed = hotel.owner().await.gets("/v1/approval-policies").await.is(200).body;
    let items = listed["items"].as_array().unwrap().clone();
    items.into_iter().find(|item| item["is_in_force"] == true).map(|item| item["number"].clone()).unwrap()
}

#[actix_web::test]
async fn a_second_person_publishes_what_was_proposed_word_for_word() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let draft = proposed(&hotel.admin().await, above("100")).await;

    let version = acts(&owner, "publish", &draft, Some(json!({}))).await.is(201);

    let location = format!("/v1/approval-policies/{}", version.id());
    assert_eq!(version.header("location"), Some(location.as_str()));
    assert_eq!(
        (&version.body["number"], &version.body["state"], &version.body["definition"], &version.body["draft_id"]),
        (&json!(2), &json!("in_force"), &draft.body["definition"], &json!(draft.id()))
    );
    assert_eq!(version.body["published_by"]["id"], json!(owner.id));
    let seen = owner.gets(&format!("/v1/approval-policy-drafts/{}", draft.id())).await.is(200).body;
    assert_eq!((&seen["status"], &seen["version_id"]), (&json!("published"), &json!(version.id())));
    assert_eq!(hotel.actions_on(&version.id()).await, ["approval_policy.published"]);
    let simulated = json!({ "kind": "requisition", "amount": { "amount": "101", "currency": "EUR" }, "department_id": hotel.kitchen });
    let told = owner.posts("/v1/approval-policies/simulate", simulated).await.is(200).body;
    assert_eq!(told["policy"]["number"], 2);
    app.stop().await;
}

#[actix_web::test]
async fn no_author_publishes_even_with_the_permission() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let both = hotel
        .somebody_who_may(&[
            "policy_draft.update",
            "policy_draft.propose",
            "policy_draft.view",
            "approval_policy.publish",
        ])
        .await;
    let draft = begins(&admin, above("100")).await.is(201);
    let edited = edits(&both, &draft, json!({ "definition": above("90") })).await.is(200);
    let edited = edits(&admin, &edited, json!({ "definition": above("95") })).await.is(200);
    let proposal = acts(&both, "propose", &edited, None).await.is(200);

    let refused = acts(&both, "publish", &proposal, Some(json!({}))).await.is_refused(403, "own_policy_draft");

    assert!(refused.body["who_could"].as_str().is_some_and(|who| who.contains("owner")), "{refused:?}");
    acts(&admin, "publish", &proposal, Some(json!({}))).await.is_refused(403, "forbidden");
    acts(&hotel.owner().await, "publish", &proposal, Some(json!({}))).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_publishes_a_wording_that_they_have_not_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner) = (hotel.admin().await, hotel.owner().await);
    let seen = proposed(&admin, above("100")).await;
    let edited = edits(&admin, &seen, json!({ "definition": above("1000000") })).await.is(200);
    acts(&admin, "propose", &edited, None).await.is(200);

    acts(&owner, "publish", &seen, Some(json!({}))).await.is_refused(412, "stale");

    assert_eq!(in_force(&hotel).await, 1);
    app.stop().await;
}

#[actix_web::test]
async fn a_version_of_a_later_hour_takes_effect_by_the_organisations_own_clock() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let draft = proposed(&hotel.admin().await, above("100")).await;
    let zone = owner.gets("/v1/organisation").await.is(200).body["time_zone"].as_str().unwrap().to_owned();

    let version = acts(&owner, "publish", &draft, Some(tomorrow())).await.is(201);

    assert_eq!((&version.body["state"], in_force(&hotel).await), (&json!("scheduled"), json!(1)));
    let at: chrono::DateTime<Utc> = version.body["effective_from"].as_str().unwrap().parse().unwrap();
    let local = kernel::TimeZone::parse(&zone).unwrap().local(at).to_string();
    assert_eq!(local, format!("{} 08:00:00", tomorrow()["effective_from"]["on"].as_str().unwrap()));
    app.moves_clock("3 days").await;
    assert_eq!(in_force(&hotel).await, 2);
    app.stop().await;
}

#[actix_web::test]
async fn the_hour_lies_ahead_and_never_before_that_of_the_version_before() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner) = (hotel.admin().await, hotel.owner().await);
    let draft = proposed(&admin, above("100")).await;
    let from = |on: &str, hour: u8| Some(json!({ "effective_from": { "on": on, "hour": hour } }));

    acts(&owner, "publish", &draft, from("2020-01-01", 0)).await.is_invalid("effective_from", "in_the_past");
    acts(&owner, "publish", &draft, from("2999-01-01", 0)).await.is_invalid("effective_from.on", "too_far");
    acts(&owner, "publish", &draft, from("2030-01-01", 24)).await.is_invalid("effective_from.hour", "out_of_range");
    acts(&owner, "publish", &draft, Some(tomorrow())).await.is(201);
    let sooner = proposed(&admin, above("50")).await;
    let refused = acts(&owner, "publish", &sooner, Some(json!({}))).await.is_refused(409, "another_is_scheduled");

    assert!(refused.body["detail"].as_str().unwrap().contains("Version 2 \"Stricter\""), "{refused:?}");
    acts(&owner, "publish", &sooner, Some(tomorrow())).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn of_two_drafts_of_one_version_the_second_is_looked_at_anew() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner) = (hotel.admin().await, hotel.owner().await);
    let (first, second) = (proposed(&admin, above("100")).await, proposed(&admin, above("50")).await);

    acts(&owner, "publish", &first, Some(json!({}))).await.is(201);
    acts(&owner, "publish", &second, Some(json!({}))).await.is_refused(409, "draft_is_outdated");

    assert_eq!(in_force(&hotel).await, 2);
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_twice_is_one_version() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let draft = proposed(&hotel.admin().await, above("100")).await;
    let path = format!("/v1/approval-policy-drafts/{}/publish", draft.id());
    let seen = format!("\"{}\"", draft.revision());
    let headers = [("idempotency-key", "one-intention"), ("if-match", seen.as_str())];

    let first = owner.sends("POST", &path, Some(json!({})), &headers).await.is(201);
    let again = owner.sends("POST", &path, Some(json!({})), &headers).await.is(201);

    assert_eq!(first.bytes, again.bytes);
    assert_eq!(owner.gets("/v1/approval-policies").await.body["items"].as_array().unwrap().len(), 2);
    app.stop().await;
}

#[actix_web::test]
async fn a_document_under_way_keeps_the_version_it_was_submitted_under() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let desk = crate::approval::document::Desk::open(&app);
    let document = crate::approval::document::Document::of(&hotel, "10");
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);
    let draft = proposed(&hotel.admin().await, above("1")).await;

    acts(&owner, "publish", &draft, Some(json!({}))).await.is(201);

    let route = desk.acts(&owner, "show", &document).await.is(200).body["route"].clone();
    assert_eq!(route["policy"]["number"], 1, "{route}");
    desk.close().await;
    app.stop().await;
}
