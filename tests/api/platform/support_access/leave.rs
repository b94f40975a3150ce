//! Giving back what was asked for.
use crate::support::{App, SupportOperator};

#[actix_web::test]
async fn what_was_given_back_reads_nothing_from_the_next_request_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let (person, id) = oda.reads(&hotel, 30).await;
    person.gets("/v1/suppliers").await.is(200);

    oda.leaves(&id).await.is(200);

    person.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    oda.leaves(&id).await.is_refused(409, "support_access_left");
    oda.opens(&id).await.is_refused(409, "support_access_not_open");
    let listed = hotel.owner().await.gets("/v1/support-accesses").await.is(200);
    let access = &listed.body["items"][0];
    assert_eq!((&access["state"], &access["ended_because"]), (&"ended".into(), &"given_back".into()));
    assert_eq!(access["reads"], 1);
    app.stop().await;
}

#[actix_web::test]
async fn what_waits_is_taken_back() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let id = oda.asks("harbour-house", 30).await.is(201).id();

    oda.leaves(&id).await.is(200);

    let listed = hotel.owner().await.gets("/v1/support-accesses?state=withdrawn").await.is(200);
    assert_eq!(listed.body["items"][0]["id"], id.as_str());
    assert_eq!(hotel.actions_on(&id).await, ["support_access.asked", "support_access.left"]);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_signs_out_reads_nothing_any_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let (person, id) = oda.reads(&hotel, 30).await;
    person.gets("/v1/suppliers").await.is(200);

    oda.sends("DELETE", "/v1/operator/session", None).await.is(204);

    person.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    assert_eq!(hotel.actions_on(&id).await.last().map(String::as_str), Some("support_access.left"));
    app.stop().await;
}
