//! Let an operator of the installation read.
use serde_json::json;

use super::super::lacks;
use crate::support::{App, SupportOperator, operator::decides};

#[actix_web::test]
async fn an_owner_agrees_once_they_have_confirmed_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = SupportOperator::of(&app, "oda").await.asks("harbour-house", 30).await.is(201).id();
    let owner = hotel.owner().await;
    let path = format!("/v1/support-accesses/{id}/approve");
    let headers = [("if-match", "\"1\""), ("idempotency-key", "an-intention")];

    let asked = owner.sends_once("POST", &path, None, &headers).await.is_refused(403, "confirmation_required");
    let lines = asked.body["confirmation"].to_string();
    let agreed = decides(&owner, &id, "approve", 1).await.is(200);

    assert!(lines.contains("Order 4711 cannot be issued.") && lines.contains("at most 30 minutes"), "{lines}");
    assert_eq!(
        (&agreed.body["state"], &agreed.body["decided_by_name"], agreed.revision()),
        (&json!("approved"), &json!("Olga Owner"), 2)
    );
    assert!(agreed.body["open_by"].is_string() && agreed.body["opened_at"].is_null());
    app.stop().await;
}

#[actix_web::test]
async fn only_an_owner_does_and_only_what_waits() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let id = oda.asks("harbour-house", 30).await.is(201).id();
    let path = format!("/v1/support-accesses/{id}/approve");
    for person in [hotel.admin().await, hotel.general_manager().await] {
        lacks(&person, "support_access.approve", "POST", &path, None).await;
    }
    let owner = hotel.owner().await;

    decides(&owner, &id, "approve", 7).await.is_refused(412, "stale");
    decides(&owner, &id, "approve", 1).await.is(200);
    decides(&owner, &id, "approve", 2).await.is_refused(409, "support_access_decided");
    decides(&owner, &id, "refuse", 2).await.is_refused(409, "support_access_decided");
    oda.leaves(&id).await.is(200);
    let second = oda.asks("harbour-house", 30).await.is(201).id();
    app.moves_clock("24 hours").await;
    decides(&hotel.owner().await, &second, "approve", 1).await.is_refused(409, "support_access_over");
    app.stop().await;
}

#[actix_web::test]
async fn an_owner_with_the_operators_address_does_not() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = SupportOperator::of(&app, "oda").await.asks("harbour-house", 30).await.is(201).id();
    sqlx::query("update tenant.support_access set operator_email = 'owner@harbour-house.example'")
        .execute(&mut hotel.administrator().await)
        .await
        .unwrap_err();
    let owner = hotel.owner().await;
    sqlx::raw_sql("alter table tenant.support_access disable trigger user; update tenant.support_access set operator_email = 'Owner@harbour-house.example'; alter table tenant.support_access enable trigger user")
        .execute(&mut app.administrator().await)
        .await
        .unwrap();

    decides(&owner, &id, "approve", 1).await.is_refused(409, "support_access_by_oneself");
    decides(&owner, &id, "refuse", 1).await.is(200);
    app.stop().await;
}
