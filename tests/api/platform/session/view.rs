//! Whose session it is.
use access::platform::OperatorRole;
use serde_json::json;

use crate::{
    platform::console::Console,
    support::{App, ORIGIN},
};

const PATH: &str = "/v1/operator/session";

#[actix_web::test]
async fn an_operator_sees_who_they_are_and_what_they_may() {
    let app = App::start().await;
    let console = Console::of(&app, OperatorRole::Security, "security@operators.example").await;

    let seen = console.gets(PATH).await.is(200);

    assert_eq!((&seen.body["email"], &seen.body["role"]), (&"security@operators.example".into(), &"security".into()));
    assert_eq!(
        seen.body["permissions"],
        json!(["platform.tenant_read", "platform.operator_manage", "platform.incident_read"])
    );
    assert_eq!(seen.body["sign_in_within_s"], json!(300));
    let support = Console::of(&app, OperatorRole::Support, "support@operators.example").await;
    let seen = support.gets(PATH).await.is(200);
    assert_eq!(seen.body["sign_in_within_s"], json!(900), "to ask an owner to be let in");
    app.stop().await;
}

#[actix_web::test]
async fn an_operator_knows_their_own_request_in_the_list_and_how_recent_a_sign_in_must_be() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let console = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;

    let asked = console.asks("suspension", "harbour-house").await.is(201);
    let seen = console.gets(PATH).await.is(200);

    assert_eq!(seen.body["id"], asked.body["asked_by"]);
    assert_eq!(seen.body["sign_in_within_s"], json!(300));
    app.stop().await;
}

#[actix_web::test]
async fn a_session_ends_after_a_quarter_of_an_hour_without_a_request_and_after_eight_hours_in_any_case() {
    let app = App::start().await;
    let mut console = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;

    app.moves_clock("14 minutes").await;
    console.gets(PATH).await.is(200);
    app.moves_clock("14 minutes").await;
    console.gets(PATH).await.is(200);
    app.moves_clock("15 minutes").await;
    console.gets(PATH).await.is_refused(401, "unauthenticated");

    console.signs_in().await.is(200);
    for _ in 0..34 {
        app.moves_clock("14 minutes").await;
        console.gets(PATH).await.is(200);
    }
    app.moves_clock("14 minutes").await;
    console.gets(PATH).await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn the_cookie_alone_from_elsewhere_opens_nothing() {
    let app = App::start().await;
    let console = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;

    console.sends("GET", PATH, None, &[]).await.is_refused(403, "csrf_refused");
    console.sends("GET", PATH, None, &[("origin", "https://elsewhere.example")]).await.is_refused(403, "csrf_refused");
    console.sends("DELETE", PATH, None, &[("origin", ORIGIN)]).await.is_refused(403, "csrf_refused");
    console
        .sends("DELETE", PATH, None, &[("origin", ORIGIN), ("x-csrf-token", "x")])
        .await
        .is_refused(403, "csrf_refused");
    console.gets(PATH).await.is(200);
    app.stop().await;
}
