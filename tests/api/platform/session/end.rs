//! Signing out.
use access::platform::OperatorRole;

use crate::{
    platform::console::Console,
    support::{App, ORIGIN},
};

const PATH: &str = "/v1/operator/session";

#[actix_web::test]
async fn whoever_signs_out_is_out_at_once_and_a_second_time_is_nobody() {
    let app = App::start().await;
    let console = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;
    let headers = [("origin", ORIGIN), ("x-csrf-token", &*console.csrf)];

    let left = console.sends("DELETE", PATH, None, &headers).await.is(204);

    assert!(left.cookie("__Host-operator").unwrap().contains("Max-Age=0"));
    console.gets(PATH).await.is_refused(401, "unauthenticated");
    console.sends("DELETE", PATH, None, &headers).await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn signing_in_again_in_the_same_browser_ends_the_session_of_before() {
    let app = App::start().await;
    let mut console = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;
    let before = console.secret.clone();

    console.signs_in().await.is(200);

    assert_ne!(console.secret, before);
    let old = [("cookie", &*format!("__Host-operator={before}")), ("origin", ORIGIN)];
    app.with_token("").sends_once("GET", PATH, None, &old).await.is_refused(401, "unauthenticated");
    app.stop().await;
}
