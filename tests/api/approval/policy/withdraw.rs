//! Taking a version back before its hour.
use serde_json::{Value, json};

use crate::{
    approval::draft::{above, acts, proposed},
    support::{Answer, App, Organisation, Person},
};

async fn scheduled(hotel: &Organisation<'_>) -> Answer {
    let draft = proposed(&hotel.admin().await, above("100")).await;
    let on = chrono::Utc::now().date_naive().checked_add_days(chrono::Days::new(2)).unwrap();
    let later = json!({ "effective_from": { "on": on } });
    acts(&hotel.owner().await, "publish", &draft, Some(later)).await.is(201)
}

async fn withdraws(person: &Person<'_>, id: &str) -> Answer {
    person
        .posts(&format!("/v1/approval-policies/{id}/withdraw"), json!({ "reason": "The board changed its mind." }))
        .await
}

#[actix_web::test]
async fn a_withdrawn_version_never_takes_effect() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let version = scheduled(&hotel).await;

    let gone = withdraws(&owner, &version.id()).await.is(200);

    assert_eq!(
        (&gone.body["state"], gone.action("approval_policy.withdraw")),
        (&json!("withdrawn"), Err("policy_is_withdrawn".into()))
    );
    assert_eq!(
        gone.body["withdrawn"],
        json!({
            "by": { "id": owner.id, "name": gone.body["withdrawn"]["by"]["name"] },
            "at": gone.body["withdrawn"]["at"],
            "reason": "The board changed its mind.",
        })
    );
    withdraws(&owner, &version.id()).await.is_refused(409, "policy_is_withdrawn");
    app.moves_clock("4 days").await;
    let owner = hotel.owner().await;
    let listed = owner.gets("/v1/approval-policies").await.is(200).body;
    let states: Vec<_> = listed["items"].as_array().unwrap().iter().map(|item| item["state"].clone()).collect();
    assert_eq!(states, [json!("withdrawn"), json!("in_force")]);
    assert_eq!(hotel.actions_on(&version.id()).await, ["approval_policy.published", "approval_policy.withdrawn"]);
    let next = proposed(&hotel.admin().await, above("70")).await;
    assert_eq!(next.body["based_on"]["number"], 1);
    let third = acts(&owner, "publish", &next, Some(json!({}))).await.is(201);
    assert_eq!(third.body["number"], 3);
    app.stop().await;
}

#[actix_web::test]
async fn what_took_effect_stays() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let first = owner.gets("/v1/approval-policies").await.body["items"][0]["id"].as_str().unwrap().to_owned();
    let version = scheduled(&hotel).await;

    withdraws(&owner, &first).await.is_refused(409, "policy_took_effect");
    app.moves_clock("4 days").await;
    withdraws(&hotel.owner().await, &version.id()).await.is_refused(409, "policy_took_effect");

    app.stop().await;
}

#[actix_web::test]
async fn withdrawing_needs_its_permission_a_reason_and_a_version_of_ones_own() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let version = scheduled(&hotel).await;
    let silent: Value = json!({ "reason": "" });

    withdraws(&hotel.admin().await, &version.id()).await.is_refused(403, "forbidden");
    withdraws(&clinic.owner().await, &version.id()).await.is_refused(404, "not_found");
    let path = format!("/v1/approval-policies/{}/withdraw", version.id());
    hotel.owner().await.posts(&path, silent).await.is_invalid("reason", "empty");

    app.stop().await;
}
