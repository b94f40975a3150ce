//! Signing in as an operator.
use access::platform::OperatorRole;

use crate::{identity::browser::PASSWORD, platform::console::Console, support::App};

#[actix_web::test]
async fn both_factors_open_a_session_in_a_cookie_that_no_other_site_sends() {
    let app = App::start().await;
    let mut console = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;

    let answer = console.signs_in().await.is(200);

    let cookie = answer.cookie("__Host-operator").unwrap();
    for attribute in ["; HttpOnly", "; SameSite=Strict", "; Secure", "; Path=/", "; Max-Age=28800"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!answer.cookie("__Host-operator-csrf").unwrap().contains("HttpOnly"));
    assert_eq!((&answer.body["idle_limit_s"], &answer.body["expires_in_s"]), (&900.into(), &28800.into()));
    assert_eq!(answer.cookie("__Host-refresh"), None);
    app.stop().await;
}

#[actix_web::test]
async fn whatever_is_wrong_is_answered_alike() {
    let app = App::start().await;
    let console = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;
    let phone = console.phone.as_ref().unwrap();
    let used = phone.shows().await;
    let stranger = Console::new(&app, "nobody@operators.example");

    let answers = [
        console.tries("lilies under the bridge", &phone.shows_next().await).await,
        console.tries(PASSWORD, "000000").await,
        console.tries(PASSWORD, &used).await,
        stranger.tries(PASSWORD, "000000").await,
    ];

    let [first, ..] = &answers;
    assert_eq!((first.status, &first.body["code"]), (401, &"operator_refused".into()));
    assert!(answers.iter().all(|answer| answer.body == first.body));
    assert!(answers.iter().all(|answer| answer.cookie("__Host-operator").is_none()));
    app.stop().await;
}

#[actix_web::test]
async fn a_code_is_good_once() {
    let app = App::start().await;
    let console = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;
    let code = console.phone.as_ref().unwrap().shows_next().await;

    console.tries(PASSWORD, &code).await.is(200);

    console.tries(PASSWORD, &code).await.is_refused(401, "operator_refused");
    app.stop().await;
}

#[actix_web::test]
async fn a_tenth_failure_makes_the_account_wait_whatever_is_shown_next() {
    let app = App::start().await;
    let mut console = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;
    for _ in 0..10 {
        console.tries("lilies under the bridge", "000000").await.is_refused(401, "operator_refused");
    }

    let waits = console.signs_in().await.is_refused(429, "operator_tries_too_many");

    assert!(waits.header("retry-after").is_some());
    app.moves_clock("15 minutes").await;
    console.signs_in().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn somebody_of_an_organisation_is_no_operator_and_an_operator_is_nobody_there() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;
    let console = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;

    app.with_token(&browser.token).gets("/v1/operator/organisations").await.is_refused(401, "unauthenticated");
    let in_its_place =
        [("cookie", &*format!("__Host-operator={}", browser.refresh)), ("origin", crate::support::ORIGIN)];
    let outsider = app.with_token("").sends_once("GET", "/v1/operator/session", None, &in_its_place).await;
    outsider.is_refused(401, "unauthenticated");
    console.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    app.with_token(&console.secret).gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    app.stop().await;
}
