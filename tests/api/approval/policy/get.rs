//! One version, whole.
use serde_json::json;

use crate::support::App;

#[actix_web::test]
async fn a_policy_shows_its_steps() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = owner.gets("/v1/approval-policies").await.is(200).body["items"][0]["id"].as_str().unwrap().to_owned();

    let policy = owner.gets(&format!("/v1/approval-policies/{id}")).await.is(200).body;

    let step = |name: &str, order: u8, who: serde_json::Value| json!({ "name": name, "order": order, "who": who, "quorum": "any", "on_same_person": "next", "on_nobody": "fail" });
    let above = |mut step: serde_json::Value, amount: &str| {
        step["when"] = json!({ "amount": { "greater_than": { "amount": amount, "currency": "EUR" } } });
        step
    };
    let instead = |mut step: serde_json::Value, others: serde_json::Value| {
        step["on_nobody"] = json!({ "ask": others });
        step
    };
    let (gm, owner) = (json!({ "role": "general_manager" }), json!({ "role": "owner" }));
    assert_eq!(
        policy,
        json!({
            "id": id,
            "number": 1,
            "name": "Standard",
            "effective_from": policy["effective_from"],
            "state": "in_force",
            "is_in_force": true,
            "definition": {
                "currency": "EUR",
                "steps": [
                    instead(step("Head of department", 1, json!("department_head")), json!({ "any_of": [gm, owner] })),
                    step("Accounts", 2, json!({ "role": "accounts" })),
                    instead(above(step("GM", 3, gm), "1000.00"), owner.clone()),
                    above(step("Owner", 4, owner), "25000.00"),
                ],
            },
            "in_words": policy["in_words"],
            "published_by": null,
            "published_at": policy["effective_from"],
            "draft_id": null,
            "withdrawn": null,
            "actions": policy["actions"],
        })
    );
    assert_eq!(
        policy["in_words"][2],
        json!({
            "number": 3,
            "name": "GM",
            "turn": "turn 3",
            "when": "the total is above 1,000.00 EUR",
            "who": "anybody with the role general manager",
            "quorum": "one of them",
            "limit": "without limit",
            "on_same_person": "the next person is asked",
            "on_nobody": "anybody with the role owner instead",
            "sentence": "When the total is above 1,000.00 EUR: anybody with the role general manager; one of them, without limit; where none of them may, anybody with the role owner instead.",
        })
    );
    assert_eq!(policy["actions"][0]["closed_because"]["code"], "policy_took_effect");
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_policy_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (here, there) = (hotel.owner().await, clinic.owner().await);
    let id = there.gets("/v1/approval-policies").await.is(200).body["items"][0]["id"].as_str().unwrap().to_owned();

    there.gets(&format!("/v1/approval-policies/{id}")).await.is(200);
    here.gets(&format!("/v1/approval-policies/{id}")).await.is_refused(404, "not_found");
    here.gets(&format!("/v1/approval-policies/{}", uuid::Uuid::new_v4())).await.is_refused(404, "not_found");
    here.gets("/v1/approval-policies/1").await.is_refused(404, "not_found");

    app.stop().await;
}
