//! Signing in with a passkey: alone, or beside the password.
use access::platform::OperatorRole;
use serde_json::{Value, json};

use crate::{
    identity::browser::PASSWORD,
    platform::console::{Console, WITH_PASSKEY},
    support::{Answer, App, Device},
};

const EMAIL: &str = "ops@operators.example";

async fn with_passkey(app: &App) -> (Console<'_>, Device) {
    let console = Console::of(app, OperatorRole::Ops, EMAIL).await;
    let mut device = Device::default();
    console.adds_a_passkey(&mut device).await.is(204);
    (console, device)
}

async fn beside_password(console: &Console<'_>, password: &str, more: Value) -> Answer {
    let mut body = json!({ "email": EMAIL, "password": password });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    console.posts("/v1/operator/session", body).await
}

#[actix_web::test]
async fn it_opens_a_session_like_any_other_and_the_trail_says_by_what() {
    let app = App::start().await;
    let (_, mut device) = with_passkey(&app).await;
    let mut console = Console::new(&app, "");

    let opened = console.signs_in_with(&mut device).await.is(200);

    assert_eq!((&opened.body["idle_limit_s"], &opened.body["expires_in_s"]), (&json!(900), &json!(28800)));
    let own = console.gets("/v1/operator/session").await.is(200);
    assert_eq!(own.body["email"], EMAIL);
    let security = Console::of(&app, OperatorRole::Security, "security@operators.example").await;
    let seen = security.gets("/v1/operator/events").await.is(200);
    let events = seen.body["items"].as_array().unwrap().iter();
    let by_passkey = events.filter(|event| event["detail"]["passkey"].is_string());
    assert_eq!(by_passkey.filter(|event| event["action"] == "operator_session.opened").count(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn an_answer_opens_one_session_and_in_its_time() {
    let app = App::start().await;
    let (console, mut device) = with_passkey(&app).await;
    let shown = console.shows(&mut device).await;
    console.posts(WITH_PASSKEY, shown.clone()).await.is(200);

    console.posts(WITH_PASSKEY, shown).await.is_refused(403, "operator_passkey_refused");
    let late = console.shows(&mut device).await;
    app.moves_clock("5 minutes 1 second").await;
    console.posts(WITH_PASSKEY, late).await.is_refused(403, "operator_passkey_refused");
    app.stop().await;
}

#[actix_web::test]
async fn what_is_bent_opens_nothing() {
    let app = App::start().await;
    let (console, mut device) = with_passkey(&app).await;

    let mut without_handle = console.shows(&mut device).await;
    without_handle["credential"]["response"].as_object_mut().unwrap().remove("userHandle");
    console.posts(WITH_PASSKEY, without_handle).await.is_refused(403, "operator_passkey_refused");
    let mut bent = console.shows(&mut device).await;
    bent["challenge"] = console.shows(&mut device).await["challenge"].clone();
    console.posts(WITH_PASSKEY, bent).await.is_refused(403, "operator_passkey_refused");
    let mut made_up = console.shows(&mut device).await;
    made_up["challenge"] = json!(format!("{}x", made_up["challenge"].as_str().unwrap()));
    console.posts(WITH_PASSKEY, made_up).await.is_refused(403, "operator_passkey_refused");
    device.knows_holder = false;
    let unverified = console.shows(&mut device).await;
    console.posts(WITH_PASSKEY, unverified).await.is_refused(403, "operator_passkey_refused");
    device.knows_holder = true;
    device.origin = "https://elsewhere.example".into();
    let elsewhere = console.shows(&mut device).await;
    console.posts(WITH_PASSKEY, elsewhere).await.is_refused(403, "operator_passkey_refused");
    app.stop().await;
}

#[actix_web::test]
async fn a_question_of_an_organisations_plane_is_none_of_this_one() {
    let app = App::start().await;
    let (console, mut device) = with_passkey(&app).await;
    let theirs = console.posts_nothing("/v1/passkey-sign-ins/begin").await.is(200);
    let shown = |device: &mut Device, begun: &Answer| json!({ "challenge": begun.body["challenge"], "credential": device.shows(&begun.body["options"]) });

    let body = shown(&mut device, &theirs);
    console.posts(WITH_PASSKEY, body).await.is_refused(403, "operator_passkey_refused");
    let ours = console.posts_nothing("/v1/operator/passkey-sign-ins/begin").await.is(200);
    let body = shown(&mut device, &ours);
    console.posts("/v1/session/with-passkey", body).await.is_refused(403, "passkey_refused");
    app.stop().await;
}

#[actix_web::test]
async fn a_device_that_has_counted_back_is_refused_and_told() {
    let app = App::start().await;
    let (console, mut device) = with_passkey(&app).await;
    device.counter = 7;
    let mut at = Console::new(&app, "");
    at.signs_in_with(&mut device).await.is(200);

    device.counter = 3;
    let shown = console.shows(&mut device).await;
    console.posts(WITH_PASSKEY, shown).await.is_refused(403, "operator_passkey_refused");

    app.delivers().await;
    let mails = app.mail_to(EMAIL);
    assert!(mails.iter().any(|mail| mail.subject == "A passkey may have been copied"), "{mails:?}");
    app.stop().await;
}

#[actix_web::test]
async fn beside_the_password_it_stands_for_the_code_and_is_its_operators() {
    let app = App::start().await;
    let (console, mut device) = with_passkey(&app).await;
    let other = Console::of(&app, OperatorRole::Ops, "second@operators.example").await;
    let mut theirs = Device::default();
    other.adds_a_passkey(&mut theirs).await.is(204);

    let foreign = json!({ "passkey": console.shows(&mut theirs).await });
    beside_password(&console, PASSWORD, foreign).await.is_refused(401, "operator_refused");
    let wrong = json!({ "passkey": console.shows(&mut device).await });
    beside_password(&console, "lilies under the bridge", wrong).await.is_refused(401, "operator_refused");
    beside_password(&console, PASSWORD, json!({})).await.is_refused(422, "operator_factor_wanted");
    let both = json!({ "passkey": console.shows(&mut device).await, "code": "000000" });
    beside_password(&console, PASSWORD, both).await.is_refused(422, "operator_factor_wanted");

    let right = json!({ "passkey": console.shows(&mut device).await });
    beside_password(&console, PASSWORD, right).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn passkeys_that_open_nothing_are_counted() {
    let app = App::start().await;
    let (console, mut device) = with_passkey(&app).await;
    device.knows_holder = false;
    for _ in 0..10 {
        let shown = console.shows(&mut device).await;
        console.posts(WITH_PASSKEY, shown).await.is_refused(403, "operator_passkey_refused");
    }
    let counted = "select count(*) from platform.attempt where not has_succeeded";
    let counted: i64 = sqlx::query_scalar(counted).fetch_one(&mut app.administrator().await).await.unwrap();
    assert_eq!(counted, 10);
    app.stop().await;
}
