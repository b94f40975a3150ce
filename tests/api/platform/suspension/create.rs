//! Asking to suspend an organisation.
use access::platform::OperatorRole;
use serde_json::json;

use crate::{
    platform::console::{Console, both, two},
    support::App,
};

const LIST: &str = "/v1/operator/organisations";

#[actix_web::test]
async fn what_is_asked_for_waits_and_changes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let [one, other] = two(&app).await;

    let asked = one.asks("suspension", "harbour-house").await.is(201);

    assert_eq!((&asked.body["act"], &asked.body["organisation"]), (&"suspend".into(), &"harbour-house".into()));
    assert!(asked.body["carried_out_by"].is_null());
    owner.gets("/v1/session").await.is(200);
    let seen = other.gets(LIST).await.is(200);
    let waiting = &seen.body["items"][0]["waiting"];
    assert_eq!((&waiting["id"], &waiting["act"]), (&asked.body["id"], &"suspend".into()));
    assert_eq!(waiting["asked_by"], asked.body["asked_by"]);
    assert_eq!(seen.body["items"][0]["state"], "active");
    app.stop().await;
}

#[actix_web::test]
async fn nothing_is_asked_for_twice_in_vain_or_of_nobody() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let consoles = two(&app).await;
    let [one, other] = &consoles;

    one.asks("suspension", "nobody-here").await.is_refused(404, "not_found");
    one.asks("resumption", "harbour-house").await.is_refused(409, "suspension_already");
    one.posts(&format!("{LIST}/harbour-house/suspension"), json!({ "reason": " " })).await.is_refused(422, "invalid");
    one.asks("suspension", "harbour-house").await.is(201);
    other.asks("suspension", "harbour-house").await.is_refused(409, "suspension_waiting");
    other.carries_out("suspension", "harbour-house").await.is(200);
    one.asks("suspension", "harbour-house").await.is_refused(409, "suspension_already");
    app.stop().await;
}

#[actix_web::test]
async fn what_nobody_carried_out_within_a_day_has_lapsed() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let mut consoles = two(&app).await;
    consoles[0].asks("suspension", "harbour-house").await.is(201);

    app.moves_clock("24 hours").await;
    for console in &mut consoles {
        console.signs_in().await.is(200);
    }

    consoles[1].carries_out("suspension", "harbour-house").await.is_refused(409, "suspension_not_asked");
    assert!(consoles[1].gets(LIST).await.is(200).body["items"][0]["waiting"].is_null());
    both(&consoles, "suspension", "harbour-house").await;
    app.stop().await;
}

#[actix_web::test]
async fn only_ops_who_signed_in_just_now_ask() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let support = Console::of(&app, OperatorRole::Support, "support@operators.example").await;
    let security = Console::of(&app, OperatorRole::Security, "security@operators.example").await;
    let mut ops = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;

    for console in [&support, &security] {
        let answer = console.asks("suspension", "harbour-house").await.is_refused(403, "forbidden");
        assert_eq!(answer.body["detail"], "platform.tenant_suspend");
    }
    app.moves_clock("5 minutes").await;
    ops.asks("suspension", "harbour-house").await.is_refused(401, "sign_in_too_old");
    ops.signs_in().await.is(200);
    ops.asks("suspension", "harbour-house").await.is(201);
    app.stop().await;
}
