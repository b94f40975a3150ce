//! The first code of an authenticator app.
use serde_json::{Value, json};

use crate::{
    identity::{
        authenticator::{Authenticator, recovery_codes},
        browser::{Browser, PASSWORD},
    },
    support::App,
};

#[actix_web::test]
async fn the_app_counts_from_its_first_code_on_and_every_other_session_ends() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, elsewhere) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);
    let ended = elsewhere.views().await.body["session"]["id"].clone();
    let phone = Authenticator::told(&app, &desk.begins_totp(PASSWORD, None).await.is(200));
    let before = desk.clone();

    let confirmed = desk.confirms_totp(&phone.shows().await).await.is(200);

    let codes = recovery_codes(&confirmed);
    assert_eq!(codes.len(), 10);
    assert!(codes.iter().all(|code| code.len() == 11 && code.as_bytes()[5] == b'-'), "{codes:?}");
    assert_eq!(confirmed.header("cache-control"), Some("no-store"));
    let view = desk.views().await.is(200);
    assert_eq!(view.body["second_factor"]["recovery_codes_left"], 10);
    before.views().await.is_refused(401, "unauthenticated");
    elsewhere.views().await.is_refused(401, "unauthenticated");
    elsewhere.tries_to_refresh().await.is_refused(401, "unauthenticated");
    let detail: Value = sqlx::query_scalar("select detail from tenant.audit_event where action = 'totp.confirmed'")
        .fetch_one(&mut hotel.administrator().await)
        .await
        .unwrap();
    assert_eq!(detail, json!({ "ended": [ended] }));
    let kept: Vec<String> = sqlx::query_scalar("select hash from door.recovery_code")
        .fetch_all(&mut hotel.administrator().await)
        .await
        .unwrap();
    assert!(kept.len() == 10 && kept.iter().all(|hash| hash.starts_with("$argon2id$")), "{kept:?}");
    app.stop().await;
}

#[actix_web::test]
async fn a_wrong_first_code_says_so_or_that_the_clock_is_off() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let phone = Authenticator::told(&app, &desk.begins_totp(PASSWORD, None).await.is(200));

    desk.confirms_totp(&phone.shows_at(3600).await).await.is_invalid("code", "wrong_code");
    desk.confirms_totp(&phone.shows_at(-30).await).await.is_invalid("code", "wrong_code");
    let off = desk.confirms_totp(&phone.shows_at(-120).await).await.is_invalid("code", "clock_is_off");
    assert!(off.body["errors"][0]["message"].as_str().unwrap().contains("120 seconds behind"), "{:?}", off.body);
    desk.confirms_totp(&phone.shows_at(90).await).await.is_invalid("code", "clock_is_off");
    desk.confirms_totp("00000-00000").await.is_invalid("code", "not_a_code");

    desk.confirms_totp(&phone.shows().await).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_set_up_waits_fifteen_minutes_and_is_confirmed_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    desk.confirms_totp("123456").await.is_refused(409, "set_up_expired");
    let phone = Authenticator::told(&app, &desk.begins_totp(PASSWORD, None).await.is(200));
    desk.stays_for(15).await;
    app.moves_clock("1 second").await;
    desk.confirms_totp(&phone.shows().await).await.is_refused(409, "set_up_expired");
    let phone = Authenticator::told(&app, &desk.begins_totp(PASSWORD, None).await.is(200));
    desk.confirms_totp(&phone.shows().await).await.is(200);

    desk.confirms_totp(&phone.shows_next().await).await.is_refused(409, "set_up_expired");

    app.stop().await;
}

#[actix_web::test]
async fn nobody_confirms_what_another_began() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = hotel.owner_signs_in().await;
    let phone = Authenticator::told(&app, &desk.begins_totp(PASSWORD, None).await.is(200));
    hotel.gives_password(hotel.people.requester).await;
    let mut other = Browser::new(&app);
    other.signs_in("harbour-house", "requester@harbour-house.example", PASSWORD).await.is(200);

    other.confirms_totp(&phone.shows().await).await.is_refused(409, "set_up_expired");

    app.stop().await;
}
