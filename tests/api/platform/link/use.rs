//! Using a link up: both factors or none.
use access::platform::OperatorRole;

use crate::{
    identity::{authenticator::Authenticator, browser::PASSWORD},
    platform::console::{Console, invites},
    support::App,
};

#[actix_web::test]
async fn a_link_sets_both_factors_once_and_opens_no_session() {
    let app = App::start().await;
    let link = invites(&app, "ops@operators.example", OperatorRole::Ops).await.unwrap();
    let mut console = Console::new(&app, "ops@operators.example");

    let entered = console.enters(&link).await.is(200);

    assert_eq!(entered.body["email"], "ops@operators.example");
    assert_eq!(entered.cookie("__Host-operator"), None);
    console.begins(&link).await.is_refused(404, "operator_link_spent");
    console.signs_in().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn there_is_no_password_without_the_app() {
    let app = App::start().await;
    let link = invites(&app, "ops@operators.example", OperatorRole::Ops).await.unwrap();
    let console = Console::new(&app, "ops@operators.example");

    console.uses(&link, PASSWORD, "123456").await.is_refused(409, "operator_set_up_expired");
    let begun = console.begins(&link).await.is(200);
    let phone = Authenticator::of(&app, &begun.body["totp"]["secret"]);
    let late = phone.shows_at(-60).await;
    console.uses(&link, PASSWORD, &late).await.is_refused(403, "operator_code_refused");
    console.uses(&link, "too short", &phone.shows().await).await.is_invalid("password", "too_short");
    console.uses(&link, "operator operator", &phone.shows().await).await.is_invalid("password", "too_obvious");
    console.tries(PASSWORD, &phone.shows().await).await.is_refused(401, "operator_refused");

    let half = "update platform.operator set password_hash = '$argon2id$none'";
    let refused = sqlx::query(half).execute(&mut app.administrator().await).await.unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().constraint(), Some("operator_both_factors_check"));
    console.uses(&link, PASSWORD, &phone.shows().await).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn an_app_waits_a_quarter_of_an_hour_for_its_first_code() {
    let app = App::start().await;
    let link = invites(&app, "ops@operators.example", OperatorRole::Ops).await.unwrap();
    let console = Console::new(&app, "ops@operators.example");
    let begun = console.begins(&link).await.is(200);
    let phone = Authenticator::of(&app, &begun.body["totp"]["secret"]);

    app.moves_clock("15 minutes").await;

    console.uses(&link, PASSWORD, &phone.shows().await).await.is_refused(409, "operator_set_up_expired");
    app.stop().await;
}

#[actix_web::test]
async fn whoever_comes_in_anew_is_signed_out_where_they_were() {
    let app = App::start().await;
    let console = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;
    console.gets("/v1/operator/session").await.is(200);

    let link = invites(&app, "ops@operators.example", OperatorRole::Ops).await.unwrap();
    Console::new(&app, "ops@operators.example").enters(&link).await.is(200);

    console.gets("/v1/operator/session").await.is_refused(401, "unauthenticated");
    app.stop().await;
}
