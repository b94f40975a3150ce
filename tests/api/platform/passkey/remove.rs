//! Giving a passkey up.
use access::platform::OperatorRole;
use uuid::Uuid;

use super::somebody;
use crate::{
    platform::console::{Console, PASSKEYS, invites},
    support::{App, Device},
};

#[actix_web::test]
async fn it_opens_nothing_more_and_password_and_app_still_do() {
    let app = App::start().await;
    let mut console = somebody(&app).await;
    let mut device = Device::default();
    console.adds_a_passkey(&mut device).await.is(204);
    let mut elsewhere = Console::new(&app, "");
    elsewhere.signs_in_with(&mut device).await.is(200);
    let id = console.gets(PASSKEYS).await.is(200).body["items"][0]["id"].as_str().unwrap().to_owned();
    let other = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;

    other.removes_passkey(&id).await.is_refused(404, "not_found");
    console.removes_passkey(&Uuid::new_v4().to_string()).await.is_refused(404, "not_found");
    console.removes_passkey(&id).await.is(204);

    elsewhere.gets("/v1/operator/session").await.is_refused(401, "unauthenticated");
    Console::new(&app, "").signs_in_with(&mut device).await.is_refused(403, "operator_passkey_refused");
    console.removes_passkey(&id).await.is_refused(404, "not_found");
    console.signs_in().await.is(200);
    app.delivers().await;
    let mail = app.mail_to("support@operators.example").pop().expect("a mail");
    assert_eq!(mail.subject, "A passkey was removed from your operator account");
    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_of_before_removes_none() {
    let app = App::start().await;
    let console = somebody(&app).await;
    console.adds_a_passkey(&mut Device::default()).await.is(204);
    let id = console.gets(PASSKEYS).await.is(200).body["items"][0]["id"].as_str().unwrap().to_owned();

    app.moves_clock("5 minutes").await;

    console.removes_passkey(&id).await.is_refused(401, "sign_in_too_old");
    app.stop().await;
}

#[actix_web::test]
async fn whoever_comes_in_anew_has_none_of_before() {
    let app = App::start().await;
    let mut console = somebody(&app).await;
    let mut device = Device::default();
    console.adds_a_passkey(&mut device).await.is(204);

    let link = invites(&app, "support@operators.example", OperatorRole::Support).await.unwrap();
    console.enters(&link).await.is(200);

    Console::new(&app, "").signs_in_with(&mut device).await.is_refused(403, "operator_passkey_refused");
    app.stop().await;
}
