//! Carrying out what was asked for about an operator.
use access::platform::OperatorRole;
use serde_json::json;
use sqlx::ConnectOptions;

use crate::{
    platform::console::{Console, OPERATORS, two_of},
    support::{App, Device},
};

#[actix_web::test]
async fn whoever_is_closed_is_out_at_once_and_what_they_asked_for_lapses() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;
    let mut leaver = Console::of(&app, OperatorRole::Ops, "leaver@operators.example").await;
    let stays = Console::of(&app, OperatorRole::Ops, "stays@operators.example").await;
    let mut device = Device::default();
    leaver.adds_a_passkey(&mut device).await.is(204);
    leaver.asks("suspension", "harbour-house").await.is(201);
    let id = leaver.own_id().await;

    one.asks_of("closing", &id).await.is(201);
    let done = other.decides(&id).await.is(200);

    assert_eq!((&done.body["act"], &done.body["carried_out_by"]), (&json!("close"), &json!(other.own_id().await)));
    leaver.gets("/v1/operator/session").await.is_refused(401, "unauthenticated");
    leaver.signs_in_with(&mut device).await.is_refused(403, "operator_passkey_refused");
    leaver.signs_in().await.is_refused(401, "operator_refused");
    stays.carries_out("suspension", "harbour-house").await.is_refused(409, "suspension_not_asked");
    app.delivers().await;
    let mail = app.mail_to("leaver@operators.example").pop().expect("a mail");
    assert_eq!(mail.subject, "Your operator account is closed");
    let events = one.gets("/v1/operator/events").await.is(200);
    let events = events.body["items"].as_array().unwrap();
    let told = events.iter().find(|event| event["action"] == "operator_change.carried_out").unwrap();
    let detail = &told["detail"];
    assert_eq!((&told["entity_id"], &detail["act"], &detail["ended"]), (&json!(id), &json!("close"), &json!(1)));
    app.stop().await;
}

#[actix_web::test]
async fn two_of_security_are_left_whoever_is_closed() {
    let app = App::start().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;
    let third = Console::of(&app, OperatorRole::Security, "third@operators.example").await;
    one.asks_of("closing", &third.own_id().await).await.is(201);
    other.decides(&third.own_id().await).await.is(200);

    // Nobody of two decides about the other: that takes a third.
    one.asks_of("closing", &other.own_id().await).await.is(201);
    one.decides(&other.own_id().await).await.is_refused(409, "operator_change_by_oneself");
    other.decides(&other.own_id().await).await.is_refused(409, "operator_change_of_oneself");

    // Nor does a statement of anybody's close the last.
    let mut owner = app.directory().connect().await.unwrap();
    let close = "update platform.operator set is_active = false where email = $1";
    sqlx::query(close).bind("ops@operators.example").execute(&mut owner).await.unwrap();
    for last in [
        close,
        "delete from platform.operator where email = $1",
        "update platform.operator set role = 'ops' where email = $1",
    ] {
        let refused = sqlx::query(last).bind("second@operators.example").execute(&mut owner).await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().constraint(), Some("operator_last_of_security"), "{last}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn what_was_asked_by_somebody_who_is_closed_meanwhile_is_carried_out_by_nobody() {
    let app = App::start().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;
    let third = Console::of(&app, OperatorRole::Security, "third@operators.example").await;
    let asked = third.asks_to_invite("friend@operators.example", OperatorRole::Security).await.is(201);
    one.asks_of("closing", &third.own_id().await).await.is(201);
    other.decides(&third.own_id().await).await.is(200);

    other.decides(asked.body["operator_id"].as_str().unwrap()).await.is_refused(409, "operator_change_not_asked");

    app.delivers().await;
    assert_eq!(app.mail_to("friend@operators.example"), []);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_else_carries_it_out() {
    let app = App::start().await;
    let [one, _] = two_of(&app, OperatorRole::Security).await;
    let ops = Console::of(&app, OperatorRole::Ops, "third@operators.example").await;
    let asked = one.asks_to_invite("kofi@operators.example", OperatorRole::Ops).await.is(201);

    let refused = ops.decides(asked.body["operator_id"].as_str().unwrap()).await.is_refused(403, "forbidden");

    assert_eq!(refused.body["detail"], "platform.operator_manage");
    assert_eq!(one.gets(OPERATORS).await.is(200).body["items"][0]["state"], "asked_for");
    app.stop().await;
}
