//! The versions of the policy.
use serde_json::json;

use crate::support::App;

#[actix_web::test]
async fn an_organisation_begins_with_the_standard_policy() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let page = hotel.requester().await.gets("/v1/approval-policies").await.is(200).body;

    let item = &page["items"][0];
    assert_eq!(
        page,
        json!({
            "items": [{
                "id": item["id"],
                "number": 1,
                "name": "Standard",
                "effective_from": item["effective_from"],
                "state": "in_force",
                "is_in_force": true,
                "currency": "EUR",
                "steps": 4,
                "published_by": null,
                "published_at": item["effective_from"],
                "withdrawn": null,
            }],
            "next_cursor": null,
        })
    );
    assert!(hotel.actions().await.contains(&"approval_policy.published".into()));
    app.stop().await;
}

#[actix_web::test]
async fn a_version_of_tomorrow_is_listed_and_not_in_force() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    hotel.publishes(2, "Tomorrow's", "1 day").await;

    let first = owner.gets("/v1/approval-policies?limit=1").await.is(200).body;
    let cursor = first["next_cursor"].as_str().unwrap().to_owned();
    let second = owner.gets(&format!("/v1/approval-policies?limit=1&cursor={cursor}")).await.is(200).body;

    let told = |page: &serde_json::Value| (page["items"][0]["name"].clone(), page["items"][0]["is_in_force"].clone());
    assert_eq!(told(&first), (json!("Tomorrow's"), json!(false)));
    assert_eq!(told(&second), (json!("Standard"), json!(true)));
    assert_eq!(second["next_cursor"], json!(null));
    app.stop().await;
}

#[actix_web::test]
async fn a_list_of_policies_needs_its_permission_and_a_page_that_exists() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;

    hotel.somebody_who_may(&[]).await.gets("/v1/approval-policies").await.is_refused(403, "forbidden");
    owner.gets("/v1/approval-policies?cursor=x").await.is_invalid("cursor", "cursor");
    owner.gets("/v1/approval-policies?limit=101").await.is_invalid("limit", "page_size");
    owner.gets("/v1/approval-policies?name=x").await.is_invalid("name", "unknown_field");

    app.stop().await;
}
