//! Asking for a passkey of one's own.
use super::somebody;
use crate::{
    platform::console::{Console, PASSKEYS},
    support::{App, Device},
};

#[actix_web::test]
async fn the_device_must_know_who_holds_it_and_is_told_that_it_is_an_operators() {
    let app = App::start().await;
    let console = somebody(&app).await;
    let begin = format!("{PASSKEYS}/begin");

    let begun = console.posts_nothing(&begin).await.is(200);

    let options = &begun.body["options"];
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["user"]["name"], "support@operators.example (operator)");
    assert_eq!(options["excludeCredentials"].as_array().map_or(0, Vec::len), 0);
    assert_eq!(begun.header("cache-control"), Some("no-store"));
    console.adds_a_passkey(&mut Device::default()).await.is(204);
    let again = console.posts_nothing(&begin).await.is(200);
    assert_eq!(again.body["options"]["excludeCredentials"].as_array().map_or(0, Vec::len), 1);
    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_of_before_and_nobody_are_asked_for_both_factors() {
    let app = App::start().await;
    let mut console = somebody(&app).await;
    let begin = format!("{PASSKEYS}/begin");
    Console::new(&app, "").posts_nothing(&begin).await.is_refused(401, "unauthenticated");

    app.moves_clock("5 minutes").await;

    console.posts_nothing(&begin).await.is_refused(401, "sign_in_too_old");
    console.signs_in().await.is(200);
    console.posts_nothing(&begin).await.is(200);
    app.stop().await;
}
