use serde_json::json;

use super::{drafts, submits};
use crate::support::App;

#[actix_web::test]
async fn what_needs_another_is_told_by_its_name_and_the_rest_is_counted() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    submits(&hotel.requester().await, &json!({})).await;
    let supplier = json!({ "name": "Harbour Linen", "country": "IE", "currency": "EUR" });
    hotel.head().await.posts("/v1/suppliers", supplier).await.is(201);
    drafts(&hotel.head().await, &json!({ "title": "Aprons" })).await;

    let seen = hotel.admin().await.gets(&format!("/v1/people/{}/open-work", hotel.people.head)).await.is(200).body;

    assert_eq!((&seen["person_name"], &seen["is_nothing"]), (&json!("Hugo Head"), &json!(false)));
    assert_eq!(seen["departments"], json!([{ "id": hotel.kitchen, "name": "Kitchen" }]));
    let [step] = &seen["approvals"].as_array().unwrap()[..] else { panic!("{seen}") };
    assert_eq!(
        (&step["title"], &step["requester_name"], &step["step_name"], &step["needs_successor"]),
        (&json!("Towels"), &json!("Rosa Requester"), &json!("Head of department"), &json!(true))
    );
    let [document] = &seen["documents"].as_array().unwrap()[..] else { panic!("{seen}") };
    assert_eq!((&document["title"], &document["is_draft"]), (&json!("Aprons"), &json!(true)));
    assert_eq!(seen["others"], json!({ "suppliers": 1, "policy_drafts": 0, "grants": 0, "api_keys": 0, "imports": 0 }));
    app.stop().await;
}

#[actix_web::test]
async fn one_of_two_who_may_approve_needs_nobody_in_their_place() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    submits(&hotel.requester().await, &json!({})).await;

    let path = format!("/v1/people/{}/open-work", hotel.people.second_accounts);
    let seen = hotel.owner().await.gets(&path).await.is(200).body;

    // A step that is not open yet asks them, and another of Accounts is enough.
    assert_eq!(seen["approvals"][0]["needs_successor"], json!(false));
    assert_eq!(seen["is_nothing"], json!(true));
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_it_and_only_at_home() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);

    for id in [clinic.people.head.to_string(), "0192b0c0-0000-7000-8000-000000000001".into(), "not-an-id".into()] {
        let path = format!("/v1/people/{id}/open-work");
        hotel.admin().await.gets(&path).await.is_refused(404, "not_found");
    }
    let path = format!("/v1/people/{}/open-work", hotel.people.head);
    let refused = hotel.head().await.gets(&path).await.is_refused(403, "forbidden");
    assert_eq!(refused.body["detail"], "person.view_open_work");
    app.stop().await;
}
