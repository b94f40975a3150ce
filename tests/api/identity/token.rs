//! What an access token must be to open anything.
use access::TokenKeys;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Utc;
use kernel::SessionId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{App, ORIGIN, Organisation, home};

async fn is_refused(app: &App, token: &str) {
    app.with_token(token).gets("/v1/session").await.is_refused(401, "unauthenticated");
}

fn foreign(hotel: &Organisation<'_>, keys: &TokenKeys, jti: &str) -> String {
    let owner = (hotel.org_id, hotel.people.owner);
    keys.sign(SessionId(Uuid::new_v4()), owner, Utc::now(), jti.into()).unwrap()
}

#[actix_web::test]
async fn a_request_without_a_token_says_how_to_send_one() {
    let app = App::start().await;

    let answer = app.with_token("").gets("/v1/session").await.is_refused(401, "unauthenticated");

    assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"countersign\""));
    app.stop().await;
}

#[actix_web::test]
async fn a_tampered_token_opens_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let good = hotel.owner().await.token;
    let parts: Vec<_> = good.split('.').collect();
    let (header, claims, signature) = (parts[0], parts[1], parts[2]);
    let mut altered: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    altered["sub"] = json!(hotel.people.requester);
    let altered = URL_SAFE_NO_PAD.encode(altered.to_string());
    let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"at+jwt"}"#);

    for token in [
        format!("{header}.{altered}.{signature}"),
        format!("{header}.{claims}."),
        format!("{header}.{claims}.{}", signature.chars().rev().collect::<String>()),
        format!("{none}.{claims}."),
        format!("{none}.{claims}.{signature}"),
        format!("{header}.{claims}"),
        "garbage".into(),
        "a".repeat(5000),
    ] {
        is_refused(&app, &token).await;
    }

    app.with_token(&good).gets("/v1/session").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_token_of_another_key_or_issuer_opens_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let other_key = TokenKeys::new(&home("eu1"), ORIGIN, &TokenKeys::generate().unwrap()).unwrap();

    is_refused(&app, &foreign(&hotel, &other_key, "eu1_x")).await;

    app.stop().await;
}

#[actix_web::test]
async fn a_well_signed_token_without_a_session_opens_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    for jti in ["eu1_invented", "zz9_invented", "invented", ""] {
        is_refused(&app, &foreign(&hotel, &app.home(app.first()).tokens, jti)).await;
    }

    app.stop().await;
}

#[actix_web::test]
async fn a_token_opens_for_five_minutes_and_then_says_that_it_expired() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;

    app.moves_clock("4 minutes 55 seconds").await;
    owner.gets("/v1/session").await.is(200);
    app.moves_clock("6 seconds").await;

    owner.gets("/v1/session").await.is_refused(401, "token_expired");
    app.stop().await;
}

#[actix_web::test]
async fn the_token_of_a_suspended_organisation_opens_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let suspend = "update door.organisation set suspended_at = now()";
    sqlx::raw_sql(suspend).execute(&mut app.administrator().await).await.unwrap();

    app.with_token(&owner.token).gets("/v1/session").await.is_refused(403, "organisation_suspended");

    app.stop().await;
}

#[actix_web::test]
async fn a_cookie_is_no_access_token() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;

    browser.sends("GET", "/v1/session", None, &[("origin", ORIGIN)]).await.is_refused(401, "unauthenticated");
    is_refused(&app, &browser.refresh).await;

    app.stop().await;
}

#[actix_web::test]
async fn a_hundred_dead_tokens_poison_no_connection() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (dead, alive) = (hotel.owner().await, hotel.owner().await);
    dead.deletes("/v1/session").await.is(204);

    for _ in 0..100 {
        is_refused(&app, &dead.token).await;
    }

    alive.gets("/v1/session").await.is(200);
    app.stop().await;
}
