//! Taking back what was asked for.
use access::platform::OperatorRole;

use crate::{
    platform::console::{Console, two},
    support::App,
};

#[actix_web::test]
async fn what_was_taken_back_is_carried_out_by_nobody_and_may_be_asked_for_anew() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let [one, other] = two(&app).await;
    let asked = one.asks("suspension", "harbour-house").await.is(201);

    let withdrawn = one.withdraws("suspension", "harbour-house").await.is(200);

    assert_eq!((&withdrawn.body["id"], &withdrawn.body["withdrawn_by"]), (&asked.body["id"], &asked.body["asked_by"]));
    assert!(withdrawn.body["withdrawn_at"].is_string() && withdrawn.body["carried_out_by"].is_null());
    other.carries_out("suspension", "harbour-house").await.is_refused(409, "suspension_not_asked");
    one.withdraws("suspension", "harbour-house").await.is_refused(409, "suspension_not_asked");
    hotel.owner().await.gets("/v1/session").await.is(200);
    let seen = other.gets("/v1/operator/organisations").await.is(200);
    assert!(seen.body["items"][0]["waiting"].is_null(), "{}", seen.body);
    other.asks("suspension", "harbour-house").await.is(201);
    one.carries_out("suspension", "harbour-house").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn another_operator_who_may_ask_takes_it_back_too_and_the_trail_says_who() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let [one, other] = two(&app).await;
    one.asks("suspension", "harbour-house").await.is(201);
    let support = Console::of(&app, OperatorRole::Support, "support@operators.example").await;

    support.withdraws("suspension", "harbour-house").await.is_refused(403, "forbidden");
    other.withdraws("resumption", "harbour-house").await.is_refused(409, "suspension_not_asked");
    other.withdraws("suspension", "nobody-here").await.is_refused(409, "suspension_not_asked");
    let withdrawn = other.withdraws("suspension", "harbour-house").await.is(200);

    assert_ne!(withdrawn.body["withdrawn_by"], withdrawn.body["asked_by"]);
    let security = Console::of(&app, OperatorRole::Security, "security@operators.example").await;
    let seen = security.gets("/v1/operator/events").await.is(200);
    let events = seen.body["items"].as_array().unwrap();
    let told = events.iter().find(|event| event["action"] == "suspension.withdrawn").unwrap();
    assert_eq!(told["operator_id"], withdrawn.body["withdrawn_by"]);
    assert_eq!(told["detail"]["asked_by"], withdrawn.body["asked_by"]);
    app.stop().await;
}

#[actix_web::test]
async fn what_has_lapsed_is_not_taken_back() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let [mut one, _] = two(&app).await;
    one.asks("suspension", "harbour-house").await.is(201);

    app.moves_clock("25 hours").await;

    one.signs_in().await.is(200);
    one.withdraws("suspension", "harbour-house").await.is_refused(409, "suspension_not_asked");
    app.stop().await;
}
