//! Which documents a policy would not let through.
use serde_json::{Value, json};

use crate::{
    approval::draft::{above, begins},
    support::{Answer, App, Person},
};

async fn examines(person: &Person<'_>, policy: Value) -> Answer {
    person.sends("POST", "/v1/approval-policies/examine", Some(policy), &[]).await
}

#[actix_web::test]
async fn it_finds_whose_documents_nobody_may_approve_and_keeps_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let before = hotel.actions().await;

    let told = examines(&requester, json!({})).await.is(200).body;

    // Two kinds, two departments, eight amounts, six people and somebody else.
    assert_eq!((&told["documents"], &told["is_complete"]), (&json!(2 * 2 * 8 * 7), &json!(true)));
    assert_eq!((&told["policy"]["name"], &told["draft"]), (&json!("Standard"), &json!(null)));
    let found = told["dead_ends"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["dead_end"]["rule"], "route_has_nobody");
    assert_eq!(
        found[0]["dead_end"]["what"],
        "Owner asks the role owner, and nobody may approve it: Olga Owner asked for it (SOD-01)."
    );
    assert_eq!(
        found[0]["dead_end"]["mend"],
        "An administrator can give the role owner to somebody who may approve this. Or: An owner can publish a policy that \
         asks others in their place."
    );
    assert_eq!(found[0]["documents"], 4);
    assert_eq!(
        found[0]["first"],
        json!({
            "kind": "requisition",
            "amount": { "amount": "25000.01", "currency": "EUR" },
            "department": { "id": hotel.housekeeping, "name": "Housekeeping" },
            "category": null,
            "supplier": null,
            "requester": { "id": hotel.people.owner, "name": "Olga Owner" },
        })
    );
    assert_eq!(hotel.actions().await, before);
    app.stop().await;
}

#[actix_web::test]
async fn a_department_without_a_head_and_heads_who_ask_are_found_before_a_draft_is_published() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    admin.posts("/v1/departments", json!({ "name": "Spa", "code": "SPA" })).await.is(201);
    let draft = begins(&admin, above("100")).await.is(201);

    let told = examines(&admin, json!({ "draft_id": draft.id() })).await.is(200).body;

    assert_eq!((&told["policy"], &told["draft"]["name"]), (&json!(null), &json!("Stricter")));
    let whats: Vec<_> =
        told["dead_ends"].as_array().unwrap().iter().map(|found| found["dead_end"]["what"].clone()).collect();
    assert_eq!(
        whats,
        [
            "Head of department asks the head of Spa, and nobody may approve it: nobody was considered.",
            "Head of department asks the head of Housekeeping, and nobody may approve it: Hilde Head asked for it (SOD-01).",
            "Head of department asks the head of Kitchen, and nobody may approve it: Hugo Head asked for it (SOD-01).",
            "Owner asks the role owner, and nobody may approve it: Olga Owner asked for it (SOD-01).",
        ]
    );
    assert_eq!(told["dead_ends"][0]["first"]["amount"]["amount"], "0.01");
    app.stop().await;
}

#[actix_web::test]
async fn a_draft_is_examined_by_whoever_sees_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = begins(&hotel.admin().await, above("100")).await.is(201);
    let version = hotel.publishes(2, "Tomorrow's", "1 day").await;
    let requester = hotel.requester().await;

    examines(&requester, json!({ "draft_id": draft.id() })).await.is_invalid("draft_id", "unknown");
    let both = json!({ "draft_id": draft.id(), "policy_id": version });
    examines(&hotel.admin().await, both).await.is_invalid("draft_id", "conflict");
    let told = examines(&requester, json!({ "policy_id": version })).await.is(200).body;
    assert_eq!(told["policy"]["name"], "Tomorrow's");
    examines(&requester, json!({ "policy_id": uuid::Uuid::new_v4() })).await.is_invalid("policy_id", "unknown");
    examines(&requester, json!({ "step": 1 })).await.is_invalid("step", "unknown_field");
    app.stop().await;
}

#[actix_web::test]
async fn more_documents_than_are_played_are_said_to_be_missing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let step = |n: usize| {
        let at_least = json!({ "amount": (n * 10).to_string(), "currency": "EUR" });
        let at_most = json!({ "amount": (n * 10 + 5).to_string(), "currency": "EUR" });
        let band = json!({ "amount": { "between": { "at_least": at_least, "at_most": at_most } } });
        json!({ "name": format!("Band {n}"), "order": 1, "when": band, "who": { "role": "accounts" } })
    };
    for n in 0..40 {
        let department = json!({ "name": format!("Kitchen {n}"), "code": format!("K{n}") });
        admin.posts("/v1/departments", department).await.is(201);
    }
    let many = json!({ "currency": "EUR", "steps": (1..=20).map(step).collect::<Vec<_>>() });
    let draft = begins(&admin, many).await.is(201);

    let told = examines(&admin, json!({ "draft_id": draft.id() })).await.is(200).body;

    assert_eq!((&told["documents"], &told["is_complete"]), (&json!(5_000), &json!(false)));
    assert_eq!(told["dead_ends"][0]["dead_end"]["rule"], "route_is_empty");
    app.stop().await;
}
