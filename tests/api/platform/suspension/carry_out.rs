//! Suspending an organisation: one asks, another carries it out.
use serde_json::Value;

use crate::{
    platform::console::{both, two},
    support::App,
};

#[actix_web::test]
async fn nobody_carries_out_what_they_asked_for() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let [one, other] = two(&app).await;
    other.carries_out("suspension", "harbour-house").await.is_refused(409, "suspension_not_asked");
    other.carries_out("suspension", "nobody-here").await.is_refused(409, "suspension_not_asked");
    one.asks("suspension", "harbour-house").await.is(201);

    one.carries_out("suspension", "harbour-house").await.is_refused(409, "suspension_by_oneself");

    hotel.owner().await.gets("/v1/session").await.is(200);
    let done = other.carries_out("suspension", "harbour-house").await.is(200);
    assert_ne!(done.body["asked_by"], done.body["carried_out_by"]);
    other.carries_out("suspension", "harbour-house").await.is_refused(409, "suspension_not_asked");
    app.stop().await;
}

#[actix_web::test]
async fn a_suspended_organisation_loses_nothing_and_reads_why_in_its_trail() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let _owner = hotel.owner().await;
    let mut connection = app.administrator().await;
    let rows = "select (select count(*) from tenant.person) + (select count(*) from tenant.permission_grant)
        + (select count(*) from door.credential) + (select count(*) from tenant.audit_event)";
    let before: i64 = sqlx::query_scalar(rows).fetch_one(&mut connection).await.unwrap();

    let consoles = two(&app).await;
    both(&consoles, "suspension", "harbour-house").await;

    let after: i64 = sqlx::query_scalar(rows).fetch_one(&mut connection).await.unwrap();
    assert_eq!(after, before + 1, "one event, and nothing else is more or less");
    let event = "select principal, permission, detail from tenant.audit_event where action = 'organisation.suspended'";
    let (principal, permission, detail): (String, String, Value) =
        sqlx::query_as(event).fetch_one(&mut connection).await.unwrap();
    assert_eq!((&*principal, &*permission), ("operator", "platform.tenant_suspend"));
    assert_eq!(detail["reason"], "Unpaid since March; agreed on the phone.");
    assert_eq!(detail["ended"], 1);
    assert_ne!(detail["asked_by"], detail["carried_out_by"]);
    let seen = consoles[0].gets("/v1/operator/organisations").await.is(200);
    assert_eq!(seen.body["items"][0]["state"], "suspended");
    assert!(seen.body["items"][0]["since"].is_string());
    app.stop().await;
}

#[actix_web::test]
async fn what_a_home_that_is_away_cannot_do_is_not_decided_either() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let _clinic = app.clinic().await;
    let consoles = two(&app).await;
    let home = app.state.homes.find("us1").unwrap();
    consoles[0].asks("suspension", "alder-clinic").await.is(201);

    home.set_open(false);
    consoles[1].carries_out("suspension", "alder-clinic").await.is_refused(503, "unavailable");
    home.set_open(true);

    let seen = consoles[1].gets("/v1/operator/organisations").await.is(200);
    assert_eq!(seen.body["items"][0]["state"], "active");
    assert_eq!(seen.body["items"][0]["waiting"]["act"], "suspend");
    consoles[1].carries_out("suspension", "alder-clinic").await.is(200);
    app.stop().await;
}
