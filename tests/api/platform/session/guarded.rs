//! A hundred failures in a row from networks that an account does not know: after that its password opens nothing, until somebody is in by another way.
use access::platform::OperatorRole;
use serde_json::json;
use sqlx::ConnectOptions;

use crate::{
    identity::browser::PASSWORD,
    platform::console::{Console, two_of},
    support::{App, Device},
};

const EMAIL: &str = "ops@operators.example";
const WATCHES: &str = "security@operators.example";

async fn directory(app: &App, sql: &'static str) {
    sqlx::query(sql).execute(&mut app.directory().connect().await.unwrap()).await.unwrap();
}

/// Whatever was tried until now was tried from elsewhere, long enough ago that nobody waits.
async fn elsewhere(app: &App) {
    directory(
        app,
        "update platform.attempt set network = '198.51.100.7', attempted_at = attempted_at - interval '1 hour'",
    )
    .await;
}

/// So many failures in a row of a stranger: one by HTTP, and the others copied from it round the door, for they take their time.
async fn fails(console: &Console<'_>, times: i32) {
    elsewhere(console.app).await;
    console.tries("lilies under the bridge", "000000").await.is_refused(401, "operator_refused");
    let copy = "
        insert into platform.attempt (account_hash, network, attempted_at, operator_id, in_a_row)
        select a.account_hash, a.network, a.attempted_at, a.operator_id, 1
        from (select * from platform.attempt order by id desc limit 1) a, generate_series(2, $1)";
    sqlx::query(copy).bind(times).execute(&mut console.app.directory().connect().await.unwrap()).await.unwrap();
    elsewhere(console.app).await;
}

async fn told(app: &App, address: &str) -> Vec<String> {
    app.delivers().await;
    let mails = app.mail_to(address).into_iter().map(|mail| mail.subject);
    mails.filter(|subject| subject.contains("guess")).collect()
}

#[actix_web::test]
async fn a_hundred_failures_in_a_row_close_the_password_and_are_told_once() {
    let app = App::start().await;
    let mut console = Console::of(&app, OperatorRole::Ops, EMAIL).await;
    let security = Console::of(&app, OperatorRole::Security, WATCHES).await;
    fails(&console, 99).await;
    assert_eq!(told(&app, EMAIL).await, [""; 0]);

    let wrong = console.tries("lilies under the bridge", "000000").await.is_refused(401, "operator_refused");
    elsewhere(&app).await;
    let right = console.signs_in().await.is_refused(401, "operator_refused");

    assert_eq!(right.body, wrong.body);
    elsewhere(&app).await;
    console.signs_in().await.is_refused(401, "operator_refused");
    assert_eq!(told(&app, EMAIL).await, ["Somebody tries to guess your password (Countersign operations)"]);
    let watching = ["Somebody tries to guess the password of Oda Finch (Countersign operations)"];
    assert_eq!(told(&app, WATCHES).await, watching);
    let seen = security.gets("/v1/operator/events").await.is(200);
    let events = seen.body["items"].as_array().unwrap().iter();
    let guarded: Vec<_> = events.filter(|event| event["action"] == "account.guarded").collect();
    assert_eq!(guarded.len(), 1);
    assert_eq!(guarded[0]["detail"], json!({ "failures": 100 }));
    app.stop().await;
}

#[actix_web::test]
async fn the_hundredth_try_may_still_succeed_and_a_success_sets_the_count_to_zero() {
    let app = App::start().await;
    let mut console = Console::of(&app, OperatorRole::Ops, EMAIL).await;
    for _ in 0..2 {
        fails(&console, 99).await;
        console.signs_in().await.is(200);
    }
    assert_eq!(told(&app, EMAIL).await, [""; 0]);
    app.stop().await;
}

#[actix_web::test]
async fn a_passkey_gets_in_alone_or_beside_the_password_and_opens_the_password_again() {
    let app = App::start().await;
    let mut console = Console::of(&app, OperatorRole::Ops, EMAIL).await;
    let mut device = Device::default();
    console.adds_a_passkey(&mut device).await.is(204);
    fails(&console, 100).await;
    console.signs_in().await.is_refused(401, "operator_refused");
    elsewhere(&app).await;

    console.signs_in_with(&mut device).await.is(200);
    console.signs_in().await.is(200);

    fails(&console, 100).await;
    let passkey = console.shows(&mut device).await;
    let body = json!({ "email": EMAIL, "password": PASSWORD, "passkey": passkey });
    console.posts("/v1/operator/session", body).await.is(200);
    console.signs_in().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_new_link_gets_in() {
    let app = App::start().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;
    let mut lost = Console::of(&app, OperatorRole::Support, "support@operators.example").await;
    let id = lost.own_id().await;
    fails(&lost, 100).await;
    one.asks_of("link", &id).await.is(201);
    other.decides(&id).await.is(200);
    app.delivers().await;
    let link = app
        .mail_to("support@operators.example")
        .into_iter()
        .find(|mail| mail.subject.contains("new link"))
        .unwrap()
        .secret();

    lost.enters(&link).await.is(200);

    lost.signs_in().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_network_that_the_account_knows_gets_in_until_it_fails_ten_times_itself() {
    let app = App::start().await;
    let mut console = Console::of(&app, OperatorRole::Ops, EMAIL).await;
    fails(&console, 100).await;
    directory(&app, "update platform.attempt set network = '127.0.0.1' where has_succeeded").await;
    console.signs_in().await.is(200);

    fails(&console, 100).await;
    directory(&app, "update platform.attempt set network = '127.0.0.1' where has_succeeded").await;
    for _ in 0..10 {
        console.tries("lilies under the bridge", "000000").await.is_refused(401, "operator_refused");
    }
    directory(&app, "update platform.attempt set attempted_at = attempted_at - interval '16 minutes'").await;
    console.signs_in().await.is_refused(401, "operator_refused");
    app.stop().await;
}

#[actix_web::test]
async fn an_address_that_is_nobodys_is_answered_alike_however_often_it_fails() {
    let app = App::start().await;
    let stranger = Console::new(&app, "nobody@operators.example");
    fails(&stranger, 100).await;

    stranger.tries(PASSWORD, "000000").await.is_refused(401, "operator_refused");

    app.stop().await;
}
