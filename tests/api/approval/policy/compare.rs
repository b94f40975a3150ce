//! Two versions side by side.
use serde_json::json;

use crate::{
    approval::draft::{above, acts, proposed},
    support::App,
};

#[actix_web::test]
async fn a_version_is_compared_with_the_one_before_it_or_with_any_other() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (admin, owner) = (hotel.admin().await, hotel.owner().await);
    let mut ids = vec![owner.gets("/v1/approval-policies").await.body["items"][0]["id"].as_str().unwrap().to_owned()];
    for amount in ["100", "200"] {
        let draft = proposed(&admin, above(amount)).await;
        ids.push(acts(&owner, "publish", &draft, Some(json!({}))).await.is(201).id());
    }
    let changes = |newer: &str, query: &str| format!("/v1/approval-policies/{newer}/changes{query}");

    let step = hotel.requester().await.gets(&changes(&ids[2], "")).await.is(200).body;
    let whole = owner.gets(&changes(&ids[2], &format!("?since_id={}", ids[0]))).await.is(200).body;
    let first = owner.gets(&changes(&ids[0], "")).await.is(200).body;

    assert_eq!((&step["since"]["number"], &step["changes"]["summary"]), (&json!(2), &json!("1 step changed.")));
    assert_eq!(
        step["changes"]["steps"][1]["parts"],
        json!([{ "part": "when", "before": "the total is above 100.00 EUR", "after": "the total is above 200.00 EUR" }])
    );
    assert_eq!(whole["changes"]["summary"], "2 steps removed, 2 steps changed.");
    assert_eq!((&first["since"], &first["changes"]["summary"]), (&json!(null), &json!("4 steps added.")));
    let there = clinic.owner().await;
    there.gets(&changes(&ids[2], "")).await.is_refused(404, "not_found");
    let theirs = there.gets("/v1/approval-policies").await.body["items"][0]["id"].as_str().unwrap().to_owned();
    owner.gets(&changes(&ids[2], &format!("?since_id={theirs}"))).await.is_invalid("since_id", "unknown");
    app.stop().await;
}
