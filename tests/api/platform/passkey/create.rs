//! Adding a passkey of one's own.
use access::platform::OperatorRole;
use serde_json::json;

use super::somebody;
use crate::{
    platform::console::{Console, PASSKEYS},
    support::{App, Device},
};

const EMAIL: &str = "support@operators.example";

#[actix_web::test]
async fn it_signs_in_from_then_on_and_other_sessions_end_and_its_operator_is_told() {
    let app = App::start().await;
    let mut console = somebody(&app).await;
    let mut elsewhere = Console::new(&app, EMAIL);
    elsewhere.phone = console.phone.take();
    elsewhere.signs_in().await.is(200);
    let mut device = Device::default();

    console.adds_a_passkey(&mut device).await.is(204);

    elsewhere.gets("/v1/operator/session").await.is_refused(401, "unauthenticated");
    console.gets("/v1/operator/session").await.is(200);
    Console::new(&app, "").signs_in_with(&mut device).await.is(200);
    app.delivers().await;
    let mail = app.mail_to(EMAIL).pop().expect("a mail");
    assert_eq!(mail.subject, "A passkey was added to your operator account");
    assert!(mail.text.contains("The laptop") && mail.text.contains("/operator/account"), "{}", mail.text);
    let security = Console::of(&app, OperatorRole::Security, "security@operators.example").await;
    let seen = security.gets("/v1/operator/events").await.is(200);
    let events = seen.body["items"].as_array().unwrap();
    let told = events.iter().find(|event| event["action"] == "operator_passkey.added").unwrap();
    assert_eq!(told["detail"]["name"], "The laptop");
    app.stop().await;
}

#[actix_web::test]
async fn what_was_made_for_another_address_or_by_whom_the_device_did_not_know_is_refused() {
    let app = App::start().await;
    let console = somebody(&app).await;

    for mut device in [
        Device { origin: "https://elsewhere.example".into(), ..Device::default() },
        Device { domain: "elsewhere.example".into(), ..Device::default() },
        Device { knows_holder: false, ..Device::default() },
    ] {
        console.adds_a_passkey(&mut device).await.is_refused(403, "passkey_refused");
    }

    assert_eq!(console.gets(PASSKEYS).await.is(200).body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn an_answer_counts_once_in_its_session_and_in_its_time() {
    let app = App::start().await;
    let console = somebody(&app).await;
    let mut device = Device::default();
    let begun = console.posts_nothing(&format!("{PASSKEYS}/begin")).await.is(200);
    let body = json!({ "name": "The laptop", "credential": device.makes(&begun.body["options"]) });
    let other = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;

    other.posts(PASSKEYS, body.clone()).await.is_refused(409, "challenge_expired");
    console.posts(PASSKEYS, body.clone()).await.is(204);
    console.posts(PASSKEYS, body).await.is_refused(409, "challenge_expired");

    let id = device.id();
    let mut same = Device { next_id: Some(id), ..Device::default() };
    other.adds_a_passkey(&mut same).await.is_refused(409, "passkey_taken");
    app.stop().await;
}

#[actix_web::test]
async fn ten_are_enough() {
    let app = App::start().await;
    let console = somebody(&app).await;
    for _ in 0..10 {
        console.adds_a_passkey(&mut Device::default()).await.is(204);
    }

    console.posts_nothing(&format!("{PASSKEYS}/begin")).await.is_refused(409, "passkeys_too_many");

    app.stop().await;
}
