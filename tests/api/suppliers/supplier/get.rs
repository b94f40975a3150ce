//! Showing a supplier.
use serde_json::json;

use super::{activates, active, named, proposes, with};
use crate::support::App;

#[actix_web::test]
async fn a_supplier_tells_its_story_and_what_may_be_done() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (accounts, manager) = (hotel.accounts().await, hotel.general_manager().await);
    let id = proposes(&accounts, with("Harbour Linen", &json!({ "email": "orders@linen.example" }))).await.id();
    let path = format!("/v1/suppliers/{id}");
    accounts.patches(&path, json!({ "email": "sales@linen.example" }), 1).await.is(200);
    activates(&manager, &id, 2).await.is(200);

    let answer = manager.gets(&path).await.is(200);

    assert_eq!(answer.header("etag"), Some("\"3\""));
    assert_eq!((&answer.body["status"], &answer.body["activated_by"]), (&json!("active"), &json!(manager.id)));
    let story: Vec<_> = answer.body["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|moment| (moment["action"].clone(), moment["person_name"].clone(), moment["detail"].clone()))
        .collect();
    let (ada, gita) = (json!("Ada Accounts"), json!("Gita Manager"));
    assert_eq!(
        story,
        [
            (json!("supplier.created"), ada.clone(), json!({ "name": "Harbour Linen", "possible_duplicates": 0 })),
            (json!("supplier.updated"), ada, json!({ "fields": ["email"], "was": "proposed", "status": "proposed" })),
            (json!("supplier.activated"), gita, json!({ "was": "proposed" })),
        ]
    );
    assert_eq!(answer.action("supplier.update"), Err("forbidden".into()));
    assert_eq!(answer.action("supplier.activate"), Err("supplier_already_active".into()));
    assert_eq!(answer.action("supplier.block"), Ok(()));
    app.stop().await;
}

#[actix_web::test]
async fn an_action_is_closed_with_the_reason_that_would_refuse_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let id = proposes(&accounts, named("Harbour Linen")).await.id();
    let path = format!("/v1/suppliers/{id}");

    let own = accounts.gets(&path).await.is(200);
    let second = hotel.second_accounts().await.gets(&path).await.is(200);
    let requester = hotel.requester().await.gets(&path).await.is(200);

    assert_eq!(own.action("supplier.activate"), Err("own_supplier".into()));
    assert_eq!((own.action("supplier.update"), own.action("supplier.block")), (Ok(()), Ok(())));
    assert_eq!(second.action("supplier.activate"), Ok(()));
    assert_eq!(requester.action("supplier.activate"), Err("forbidden".into()));
    app.stop().await;
}

#[actix_web::test]
async fn the_second_person_sees_the_probable_duplicates() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let known = active(&hotel, "Harbour Linen Ltd").await;
    let id = proposes(&hotel.requester().await, named("harbour linen")).await.id();

    let answer = hotel.accounts().await.gets(&format!("/v1/suppliers/{id}")).await.is(200);

    assert_eq!(
        answer.body["possible_duplicates"],
        json!([{ "id": known, "name": "Harbour Linen Ltd", "status": "active", "because": "same_name" }])
    );
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_supplier_is_answered_like_an_unknown_one() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let id = active(&hotel, "Harbour Linen").await;
    let stranger = clinic.accounts().await;

    let foreign = stranger.gets(&format!("/v1/suppliers/{id}")).await.is_refused(404, "not_found");
    let unknown = stranger.gets(&format!("/v1/suppliers/{}", uuid::Uuid::new_v4())).await.is_refused(404, "not_found");
    let malformed = stranger.gets("/v1/suppliers/17").await.is_refused(404, "not_found");

    assert_eq!((&foreign.body, &foreign.body), (&unknown.body, &malformed.body));
    app.stop().await;
}

#[actix_web::test]
async fn an_administrator_sees_no_suppliers() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = active(&hotel, "Harbour Linen").await;

    hotel.admin().await.gets(&format!("/v1/suppliers/{id}")).await.is_refused(403, "forbidden");

    app.stop().await;
}
