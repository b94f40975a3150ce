//! Setting up an authenticator app.
use serde_json::json;

use crate::{
    identity::{
        authenticator::Authenticator,
        browser::{Browser, PASSWORD},
    },
    support::App,
};

const OWNER: &str = "owner@harbour-house.example";

#[actix_web::test]
async fn an_app_is_told_its_secret_once_and_counts_for_nothing_yet() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = hotel.owner_signs_in().await;

    let told = desk.begins_totp(PASSWORD, None).await.is(200);

    let (secret, uri) = (told.body["secret"].as_str().unwrap(), told.body["uri"].as_str().unwrap());
    assert_eq!(secret.len(), 32);
    assert!(
        uri.starts_with("otpauth://totp/Countersign:owner%40harbour-house.example") && uri.contains(secret),
        "{uri}"
    );
    assert_eq!(told.header("cache-control"), Some("no-store"));
    assert_eq!(told.body["expires_in_s"], 900);
    assert_eq!(desk.views().await.is(200).body["second_factor"], json!(null));
    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(200);
    let sealed: Vec<u8> = sqlx::query_scalar("select sealed_secret from door.totp")
        .fetch_one(&mut hotel.administrator().await)
        .await
        .unwrap();
    let plain = totp_rs::Secret::try_from_base32(secret).unwrap();
    assert!(!sealed.windows(8).any(|part| plain.as_bytes().windows(8).any(|known| known == part)));
    app.stop().await;
}

#[actix_web::test]
async fn whoever_begins_anew_forgets_what_they_began() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let first = Authenticator::told(&app, &desk.begins_totp(PASSWORD, None).await.is(200));
    let second = Authenticator::told(&app, &desk.begins_totp(PASSWORD, None).await.is(200));

    desk.confirms_totp(&first.shows().await).await.is_invalid("code", "wrong_code");
    desk.confirms_totp(&second.shows().await).await.is(200);

    app.stop().await;
}

#[actix_web::test]
async fn the_password_decides_and_wrong_ones_are_counted() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = hotel.owner_signs_in().await;

    for _ in 0..10 {
        desk.begins_totp("wrong", None).await.is_refused(403, "password_refused");
    }

    desk.begins_totp(PASSWORD, None).await.is_refused(429, "too_many_attempts");
    app.stop().await;
}

#[actix_web::test]
async fn another_app_needs_a_code_of_the_first_which_stays_until_then() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let (first, codes) = desk.sets_up_an_app().await;

    desk.begins_totp(PASSWORD, None).await.is_invalid("code", "required");
    desk.begins_totp(PASSWORD, Some("000000")).await.is_refused(403, "code_refused");
    let told = desk.begins_totp(PASSWORD, Some(&codes[0])).await.is(200);
    desk.begins_totp(PASSWORD, Some(&codes[0])).await.is_refused(403, "code_refused");

    let second = Authenticator::told(&app, &told);
    let mut phone = Browser::new(&app);
    phone.completes(&phone.begins_sign_in(OWNER).await, &first.shows_next().await).await.is(200);
    desk.confirms_totp(&second.shows().await).await.is(200);
    let sign_in = phone.begins_sign_in(OWNER).await;
    phone.tries_to_complete(&sign_in, &first.shows_next().await).await.is_refused(403, "code_refused");
    // The codes that came with the first app went with it.
    phone.tries_to_complete(&sign_in, &codes[1]).await.is_refused(403, "code_refused");
    phone.completes(&sign_in, &second.shows().await).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_begins_without_the_cookie_and_its_proof() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = hotel.owner_signs_in().await;

    Browser::new(&app).begins_totp(PASSWORD, None).await.is_refused(401, "unauthenticated");
    let unproven = Browser { csrf: "x".repeat(43), ..desk.clone() };
    unproven.begins_totp(PASSWORD, None).await.is_refused(403, "csrf_refused");
    desk.leaves().await.is(204);
    desk.begins_totp(PASSWORD, None).await.is_refused(401, "unauthenticated");

    app.stop().await;
}
