//! Beginning with a link.
use access::platform::OperatorRole;

use crate::{
    platform::console::{Console, invites},
    support::App,
};

#[actix_web::test]
async fn a_link_says_whose_it_is_and_what_the_app_is_told() {
    let app = App::start().await;
    let link = invites(&app, "ops@operators.example", OperatorRole::Ops).await.unwrap();
    let console = Console::new(&app, "ops@operators.example");

    let begun = console.begins(&link).await.is(200);
    let again = console.begins(&link).await.is(200);

    assert!(link.starts_with("op_"), "{link}");
    assert_eq!((&begun.body["email"], &begun.body["role"]), (&"ops@operators.example".into(), &"ops".into()));
    assert!(begun.body["totp"]["uri"].as_str().unwrap().starts_with("otpauth://totp/Countersign:ops%40operators"));
    assert_ne!(begun.body["totp"]["secret"], again.body["totp"]["secret"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_link_that_never_was_one_or_is_a_day_old_opens_nothing() {
    let app = App::start().await;
    let link = invites(&app, "ops@operators.example", OperatorRole::Ops).await.unwrap();
    let console = Console::new(&app, "ops@operators.example");

    console.begins("op_of_somebody").await.is_refused(404, "operator_link_spent");
    app.moves_clock("24 hours").await;
    console.begins(&link).await.is_refused(404, "operator_link_spent");

    app.stop().await;
}

#[actix_web::test]
async fn too_many_links_that_open_nothing_make_the_network_wait() {
    let app = App::start().await;
    let console = Console::new(&app, "ops@operators.example");
    for guess in 0..50 {
        console.begins(&format!("op_{guess}")).await.is_refused(404, "operator_link_spent");
    }

    let answer = console.begins("op_50").await.is_refused(429, "operator_tries_too_many");

    assert!(answer.header("retry-after").is_some());
    app.stop().await;
}

#[actix_web::test]
async fn a_second_invitation_takes_the_place_of_the_first_and_no_role_changes_by_one() {
    let app = App::start().await;
    let first = invites(&app, "ops@operators.example", OperatorRole::Ops).await.unwrap();
    let console = Console::new(&app, "ops@operators.example");

    let other_role = invites(&app, "ops@operators.example", OperatorRole::Security).await;
    let second = invites(&app, "ops@operators.example", OperatorRole::Ops).await.unwrap();

    assert_eq!(other_role, None);
    console.begins(&first).await.is_refused(404, "operator_link_spent");
    console.begins(&second).await.is(200);
    app.stop().await;
}
