//! Beginning a draft.
use serde_json::{Value, json};

use super::{above, begins};
use crate::support::App;

#[actix_web::test]
async fn a_draft_begins_as_a_copy_of_the_newest_version() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let policies = admin.gets("/v1/approval-policies").await.is(200).body;
    let first = &policies["items"][0];

    let draft = admin.posts("/v1/approval-policy-drafts", json!({ "name": "Stricter" })).await.is(201);

    let policy = admin.gets(&format!("/v1/approval-policies/{}", first["id"].as_str().unwrap())).await.is(200).body;
    let author = json!({ "id": admin.id, "name": draft.body["created"]["by"]["name"] });
    let done = json!({ "by": author, "at": draft.body["created"]["at"] });
    assert_eq!(draft.header("location"), Some(format!("/v1/approval-policy-drafts/{}", draft.id()).as_str()));
    assert_eq!(
        draft.body,
        json!({
            "id": draft.id(),
            "name": "Stricter",
            "note": null,
            "status": "open",
            "based_on": { "id": first["id"], "number": 1, "name": "Standard" },
            "newest": null,
            "definition": policy["definition"],
            "in_words": policy["in_words"],
            "names": [],
            "created": done,
            "edited": done,
            "authors": [author],
            "proposed": null,
            "returned": null,
            "closed": null,
            "version_id": null,
            "revision": 1,
            "actions": draft.body["actions"],
        })
    );
    assert_eq!(draft.action("policy_draft.propose"), Ok(()));
    assert_eq!(draft.action("policy_draft.return"), Err("draft_not_proposed".into()));
    assert_eq!(draft.action("approval_policy.publish"), Err("forbidden".into()));
    assert_eq!(hotel.actions_on(&draft.id()).await, ["policy_draft.created"]);
    app.stop().await;
}

#[actix_web::test]
async fn every_broken_rule_is_named_at_its_field() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let admin = hotel.admin().await;
    let step = |field: &str, value: Value| {
        let mut policy = above("100");
        policy["steps"][1][field] = value;
        policy
    };
    let of = |id: &str| json!({ "department": { "in": [id] } });
    let foreign = clinic.kitchen.to_string();

    for (definition, field, rule) in [
        (json!({ "currency": "EUR", "steps": [] }), "definition.steps", "empty"),
        (step("name", json!("HEAD OF DEPARTMENT")), "definition.steps[1].name", "duplicate"),
        (step("order", json!(21)), "definition.steps[1].order", "out_of_range"),
        (step("limit", json!({ "amount": "1", "currency": "USD" })), "definition.steps[1].limit", "currency"),
        (step("who", json!({ "role": "queen" })), "definition.steps[1].who.role", "unknown"),
        (step("who", json!({ "person": clinic.people.owner })), "definition.steps[1].who.person", "unknown"),
        (step("when", of(&foreign)), "definition.steps[1].when.department.in[0]", "unknown"),
        (step("when", of(&uuid::Uuid::new_v4().to_string())), "definition.steps[1].when.department.in[0]", "unknown"),
        (step("on_nobody", json!("approve")), "definition.steps[1].on_nobody", "unknown_value"),
    ] {
        begins(&admin, definition).await.is_invalid(field, rule);
    }
    begins(&admin, step("when", of(&hotel.kitchen.to_string()))).await.is(201);

    let based_on = |id: &Value| json!({ "name": "Theirs", "based_on_id": id });
    let theirs = clinic.owner().await.gets("/v1/approval-policies").await.is(200).body["items"][0]["id"].clone();
    admin.posts("/v1/approval-policy-drafts", based_on(&theirs)).await.is_invalid("based_on_id", "unknown");
    app.stop().await;
}

#[actix_web::test]
async fn at_most_twenty_drafts_are_under_way() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let mut first = None;
    for _ in 0..20 {
        let draft = begins(&admin, above("100")).await.is(201);
        first.get_or_insert(draft);
    }

    begins(&admin, above("100")).await.is_refused(409, "too_many_drafts");
    super::acts(&admin, "discard", &first.unwrap(), None).await.is(200);
    begins(&admin, above("100")).await.is(201);

    app.stop().await;
}

#[actix_web::test]
async fn who_buys_does_not_write_the_policy() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    for person in [hotel.accounts().await, hotel.general_manager().await, hotel.owner().await] {
        begins(&person, above("100")).await.is_refused(403, "forbidden");
    }
    app.stop().await;
}
