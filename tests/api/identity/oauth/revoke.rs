use serde_json::json;

use super::{sends, token};
use crate::{
    identity::api_key::{PATH as KEYS, active, acts, wanted},
    support::App,
};

const PATH: &str = "/v1/oauth/revoke";

#[actix_web::test]
async fn whoever_holds_a_key_ends_it_and_whoever_revokes_keys_is_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let exchanged = token(&app, &key, None).await;

    let answer = sends(&app, PATH, &format!("token={}&token_type_hint=access_token", key.secret), None).await.is(200);

    assert!(answer.bytes.is_empty());
    app.with_token(&key.secret).gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    exchanged.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    assert_eq!(hotel.actions_on(&key.id).await.last().map(String::as_str), Some("api_key.revoked"));
    let seen = hotel.owner().await.gets(&format!("{KEYS}?id={}", key.id)).await.is(200);
    let seen = &seen.body["items"][0];
    assert_eq!((&seen["state"], &seen["revoked_by"]), (&json!("revoked"), &json!(null)));
    app.delivers().await;
    for reader in ["owner@harbour-house.example", "admin@harbour-house.example"] {
        let mut mails = app.mail_to(reader);
        mails.retain(|mail| mail.subject.starts_with("An API key was given up"));
        let [mail] = &mails[..] else { panic!("{reader}: {mails:?}") };
        assert!(mail.text.contains("Stock system") && mail.text.contains("from 127.0.0.1"), "{}", mail.text);
        assert!(!mail.whole.contains(&key.secret));
    }
    app.stop().await;
}

#[actix_web::test]
async fn the_secret_of_before_ends_the_key_too_and_the_mail_names_that_one() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let rotated = acts(&hotel.admin().await, &key.id, "rotate", None, 2).await.is(200);

    sends(&app, PATH, &format!("token={}", key.secret), None).await.is(200);

    let newer = app.with_token(rotated.body["secret"].as_str().unwrap());
    newer.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    app.delivers().await;
    let mut mails = app.mail_to("owner@harbour-house.example");
    mails.retain(|mail| mail.subject.starts_with("An API key was given up"));
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert!(mail.text.contains(key.secret.get(..12).unwrap()), "{}", mail.text);
    assert!(!mail.text.contains(rotated.body["prefix"].as_str().unwrap()), "{}", mail.text);
    app.stop().await;
}

#[actix_web::test]
async fn one_that_waits_is_given_up_before_anybody_agrees() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let waiting = hotel.admin().await.posts(KEYS, wanted(&["supplier.view"])).await.is(201);
    let (id, secret) = (waiting.id(), waiting.body["secret"].as_str().unwrap());

    // Twice does no harm.
    for _ in 0..2 {
        sends(&app, PATH, &format!("token={secret}"), None).await.is(200);
    }

    acts(&hotel.owner().await, &id, "approve", None, 2).await.is_refused(409, "api_key_decided");
    assert_eq!(hotel.actions_on(&id).await, ["api_key.created", "api_key.revoked"]);
    app.with_token(secret).gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    app.delivers().await;
    let mut mails = app.mail_to("admin@harbour-house.example");
    mails.retain(|mail| mail.subject.starts_with("An API key was given up"));
    assert_eq!(mails.len(), 1, "{mails:?}");
    app.stop().await;
}

#[actix_web::test]
async fn a_token_ends_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let (given_up, other) = (token(&app, &key, None).await, token(&app, &key, None).await);

    sends(&app, PATH, &format!("token={}", given_up.token), None).await.is(200);

    given_up.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    other.gets("/v1/suppliers").await.is(200);
    app.with_token(&key.secret).gets("/v1/suppliers").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn whatever_is_shown_the_answer_is_the_same_and_nobody_is_signed_out() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let refused = hotel.admin().await.posts(KEYS, wanted(&["supplier.view"])).await.is(201);
    acts(&owner, &refused.id(), "refuse", Some(json!({ "reason": "So" })), 1).await.is(200);
    let gone = refused.body["secret"].as_str().unwrap();

    for shown in ["eu1_csk_invented", "x", &owner.token, gone, "zz9_secret"] {
        sends(&app, PATH, &format!("token={shown}"), None).await.is(200);
    }

    owner.gets("/v1/session").await.is(200);
    assert_eq!(hotel.actions_on(&refused.id()).await, ["api_key.created", "api_key.refused"]);
    sends(&app, PATH, "", None).await.is_invalid("token", "required");
    app.stop().await;
}
