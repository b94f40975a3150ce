//! Showing one requisition.
use serde_json::json;
use uuid::Uuid;

use super::{drafted, shows, submitted};
use crate::support::App;

#[actix_web::test]
async fn a_requester_sees_the_own_alone_and_a_head_the_departments() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = drafted(&hotel).await.id();

    for person in [
        hotel.requester().await,
        hotel.head().await,
        hotel.accounts().await,
        hotel.general_manager().await,
        hotel.owner().await,
        hotel.auditor().await,
    ] {
        assert_eq!(shows(&person, &id).await.is(200).header("etag"), Some("\"1\""));
    }
    for person in [hotel.housekeeper().await, hotel.housekeeping_head().await] {
        shows(&person, &id).await.is_refused(404, "not_found");
    }
    shows(&hotel.admin().await, &id).await.is_refused(403, "forbidden");
    app.stop().await;
}

#[actix_web::test]
async fn who_heads_a_department_without_the_permission_sees_the_own_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = drafted(&hotel).await.id();
    let head = hotel.somebody_who_may(&["requisition.view"]).await;
    let path = format!("/v1/departments/{}", hotel.kitchen);
    let admin = hotel.admin().await;
    let kitchen = admin.gets(&path).await.is(200);
    admin.patches(&path, json!({ "head_id": head.id }), kitchen.revision()).await.is(200);

    shows(&head, &id).await.is_refused(404, "not_found");
    shows(&hotel.head().await, &id).await.is_refused(404, "not_found");
    app.stop().await;
}

#[actix_web::test]
async fn a_closed_action_says_why_and_who_could() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let sent = submitted(&hotel).await;

    let seen = shows(&hotel.head().await, &sent.id()).await.is(200);

    let names: Vec<_> = seen.body["actions"].as_array().unwrap().iter().map(|action| &action["name"]).collect();
    let verbs =
        ["update", "submit", "approve", "return", "reject", "withdraw", "cancel", "order", "short_close", "reopen"];
    assert_eq!(names, verbs.map(|verb| json!(format!("requisition.{verb}"))).iter().collect::<Vec<_>>());
    assert_eq!(seen.action("requisition.approve"), Ok(()));
    assert_eq!(seen.action("requisition.return"), Ok(()));
    assert_eq!(seen.action("requisition.cancel"), Ok(()));
    assert_eq!(seen.action("requisition.order"), Err("forbidden".into()));
    let update = &seen.body["actions"][0]["closed_because"];
    assert_eq!(update["reason"], "It is in approval.");
    assert!(update["who_could"].is_string() && update["next"].is_string());
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_requisition_is_as_if_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = drafted(&clinic).await.id();
    let accounts = hotel.accounts().await;

    let of_theirs = shows(&accounts, &foreign).await.is_refused(404, "not_found");

    assert_eq!(of_theirs.body, shows(&accounts, &Uuid::new_v4().to_string()).await.body);
    assert_eq!(of_theirs.body, shows(&accounts, "no-id").await.body);
    app.stop().await;
}
