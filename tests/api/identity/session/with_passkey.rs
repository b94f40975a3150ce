//! Signing in with a passkey: alone, or after the password.
use serde_json::{Value, json};

use super::known_device::{ELSEWHERE, HOTEL, OWNER, fails, is_refused, unhurried};
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{App, Device},
};

#[actix_web::test]
async fn it_is_both_factors_and_nothing_is_typed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut device = Device::default();
    hotel.owner_signs_in().await.adds_a_passkey(&mut device).await;

    let mut desk = Browser::new(&app);
    let signed_in = desk.signs_in_with(&mut device).await.is(200);

    for cookie in ["__Host-refresh", "__Host-csrf", "__Host-device"] {
        assert!(signed_in.cookie(cookie).is_some(), "{cookie}");
    }
    assert_eq!(desk.views().await.is(200).body["person"]["email"], OWNER);
    let session = desk.views().await.body["session"].clone();
    assert_eq!(session["failed_tries"], json!(null));
    let detail: Value = sqlx::query_scalar(
        "select detail from tenant.audit_event where entity_id = $1::uuid and action = 'session.created'",
    )
    .bind(session["id"].as_str())
    .fetch_one(&mut hotel.administrator().await)
    .await
    .unwrap();
    assert_eq!(detail["second_factor"], "passkey");
    app.stop().await;
}

#[actix_web::test]
async fn an_answer_opens_one_session() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (browser, mut device) = (Browser::new(&app), Device::default());
    hotel.owner_signs_in().await.adds_a_passkey(&mut device).await;
    let shown = browser.is_shown(&mut device).await;
    browser.tries_with(&shown).await.is(200);

    let again = browser.tries_with(&shown).await;

    again.is_refused(403, "passkey_refused");
    // Nor does another answer to the same question.
    let asked = browser.sends("POST", "/v1/passkey-sign-ins/begin", None, &[]).await.is(200);
    let answer = |device: &mut Device| json!({ "challenge": asked.body["challenge"], "credential": device.shows(&asked.body["options"]) });
    browser.tries_with(&answer(&mut device)).await.is(200);
    browser.tries_with(&answer(&mut device)).await.is_refused(403, "passkey_refused");
    app.stop().await;
}

#[actix_web::test]
async fn a_question_holds_five_minutes_and_only_as_it_was_asked() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (browser, mut device) = (Browser::new(&app), Device::default());
    hotel.owner_signs_in().await.adds_a_passkey(&mut device).await;
    let (late, other) = (browser.is_shown(&mut device).await, browser.is_shown(&mut device).await);

    let mut swapped = late.clone();
    swapped["challenge"] = other["challenge"].clone();
    browser.tries_with(&swapped).await.is_refused(403, "passkey_refused");
    let challenge = late["challenge"].as_str().unwrap();
    for forged in ["eu1_none", "zz9_none", "none", &challenge[..challenge.len() - 1], &format!("{challenge}A")] {
        let mut forged_one = late.clone();
        forged_one["challenge"] = json!(forged);
        browser.tries_with(&forged_one).await.is_refused(403, "passkey_refused");
    }
    app.moves_clock("5 minutes 1 second").await;
    browser.tries_with(&late).await.is_refused(403, "passkey_refused");

    app.stop().await;
}

#[actix_web::test]
async fn another_address_and_an_unknown_holder_are_refused_as_an_unknown_passkey_is() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (browser, mut device, mut unknown) = (Browser::new(&app), Device::default(), Device::default());
    hotel.owner_signs_in().await.adds_a_passkey(&mut device).await;
    unknown.makes(&json!({ "challenge": "AQID", "user": { "id": "ZXUxAAAAYWJjZGVmZ2hpag" } }));
    let stranger = browser.tries_with(&browser.is_shown(&mut unknown).await).await.is_refused(403, "passkey_refused");

    let mut refused = Vec::new();
    device.origin = "https://localhost.evil.example".into();
    refused.push(browser.tries_with(&browser.is_shown(&mut device).await).await);
    device.origin = crate::support::ORIGIN.into();
    device.domain = "evil.example".into();
    refused.push(browser.tries_with(&browser.is_shown(&mut device).await).await);
    device.domain = "localhost".into();
    device.knows_holder = false;
    refused.push(browser.tries_with(&browser.is_shown(&mut device).await).await);
    device.knows_holder = true;
    let mut anothers = browser.is_shown(&mut device).await;
    anothers["credential"]["response"]["userHandle"] = json!("ZXUxAAAAYWJjZGVmZ2hpag");
    refused.push(browser.tries_with(&anothers).await);
    anothers["credential"]["response"].as_object_mut().unwrap().remove("userHandle");
    refused.push(browser.tries_with(&anothers).await);
    let mut unsigned = browser.is_shown(&mut device).await;
    unsigned["credential"]["response"]["signature"] = json!("AQID");
    refused.push(browser.tries_with(&unsigned).await);

    for answer in refused {
        assert_eq!(answer.bytes, stranger.bytes);
        assert_eq!(answer.status, stranger.status);
    }
    browser.tries_with(&browser.is_shown(&mut device).await).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn wrong_ones_are_counted_against_their_network() {
    let app = App::start().await;
    app.hotel().await;
    let (stranger, mut unknown) = (Browser::at(&app, ELSEWHERE), Device::default());
    unknown.makes(&json!({ "challenge": "AQID", "user": { "id": "ZXUxAAAAYWJjZGVmZ2hpag" } }));

    for _ in 0..50 {
        stranger.tries_with(&stranger.is_shown(&mut unknown).await).await.is_refused(403, "passkey_refused");
    }

    let refused = stranger.tries_with(&stranger.is_shown(&mut unknown).await).await;
    assert!(refused.is_refused(429, "too_many_attempts").header("retry-after").is_some());
    app.stop().await;
}

#[actix_web::test]
async fn a_device_that_has_counted_back_is_refused_and_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut browser, mut device) = (Browser::new(&app), Device::default());
    hotel.owner_signs_in().await.adds_a_passkey(&mut device).await;
    for _ in 0..3 {
        browser.signs_in_with(&mut device).await.is(200);
    }

    device.counter = 1;
    browser.signs_in_with(&mut device).await.is_refused(403, "passkey_refused");

    let told = hotel.actions_on(&hotel.people.owner.to_string()).await;
    assert_eq!(told.iter().filter(|action| *action == "passkey.suspected").count(), 1, "{told:?}");
    device.counter = 3;
    browser.signs_in_with(&mut device).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn however_often_it_counts_back_its_person_is_told_once_an_hour() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut browser, mut device) = (Browser::new(&app), Device::default());
    hotel.owner_signs_in().await.adds_a_passkey(&mut device).await;
    for _ in 0..3 {
        browser.signs_in_with(&mut device).await.is(200);
    }
    let owner = hotel.people.owner.to_string();
    let mut told = Vec::new();

    for wait in ["0 seconds", "59 minutes", "2 minutes"] {
        app.moves_clock(wait).await;
        device.counter = 0;
        browser.signs_in_with(&mut device).await.is_refused(403, "passkey_refused");
        let actions = hotel.actions_on(&owner).await;
        told.push(actions.iter().filter(|action| *action == "passkey.suspected").count());
    }

    assert_eq!(told, [1, 1, 2]);
    app.stop().await;
}

#[actix_web::test]
async fn an_empty_holder_is_one_that_was_left_out() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (desk, mut device) = (Browser::new(&app), Device::default());
    hotel.owner_signs_in().await.adds_a_passkey(&mut device).await;
    let sign_in = desk.begins_sign_in(OWNER).await;

    let mut shown = desk.is_shown(&mut device).await;
    shown["credential"]["response"]["userHandle"] = json!("");

    desk.tries_with(&shown).await.is_refused(403, "passkey_refused");
    desk.posts("/v1/session/complete", json!({ "sign_in": sign_in, "passkey": shown })).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn it_gets_in_past_a_hundred_failures_and_ends_the_row() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    let mut device = Device::default();
    hotel.owner_signs_in().await.adds_a_passkey(&mut device).await;
    fails(&app, HOTEL, OWNER, 100).await;
    is_refused(&Browser::at(&app, [127, 0, 0, 7]), HOTEL, OWNER).await;

    Browser::at(&app, [127, 0, 0, 8]).signs_in_with(&mut device).await.is(200);

    Browser::at(&app, [127, 0, 0, 7]).tries(HOTEL, OWNER, PASSWORD).await.is(202);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_is_put_out_gets_in_no_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.requester).await;
    let (mut desk, mut device) = (Browser::new(&app), Device::default());
    desk.signs_in(HOTEL, "requester@harbour-house.example", PASSWORD).await.is(200);
    desk.adds_a_passkey(&mut device).await;
    let change = "begin; select door.begin_system(org_id, 'test') from door.organisation;
        update tenant.person set is_active = false where email like 'requester@%'; commit";
    sqlx::raw_sql(change).execute(&mut app.administrator().await).await.unwrap();

    Browser::new(&app).signs_in_with(&mut device).await.is_refused(403, "passkey_refused");

    app.stop().await;
}

#[actix_web::test]
async fn after_the_password_ones_own_completes_and_anothers_does_not() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut own, mut anothers) = (Device::default(), Device::default());
    hotel.owner_signs_in().await.adds_a_passkey(&mut own).await;
    hotel.gives_password(hotel.people.requester).await;
    let mut other = Browser::new(&app);
    other.signs_in(HOTEL, "requester@harbour-house.example", PASSWORD).await.is(200);
    other.adds_a_passkey(&mut anothers).await;

    let mut desk = Browser::new(&app);
    let sign_in = desk.begins_sign_in(OWNER).await;
    let path = "/v1/session/complete";
    let by = |passkey: Value| json!({ "sign_in": sign_in, "passkey": passkey });
    let wrong = by(desk.is_shown(&mut anothers).await);
    desk.posts(path, wrong).await.is_refused(403, "passkey_refused");
    let neither = json!({ "sign_in": sign_in });
    desk.posts(path, neither).await.is_invalid("code", "required");
    let right = by(desk.is_shown(&mut own).await);
    let completed = desk.posts(path, right.clone()).await.is(200);
    desk.keeps(&completed);

    assert_eq!(desk.views().await.is(200).body["person"]["email"], OWNER);
    // Neither the password nor the passkey of somebody else is told as a failure of this account.
    assert_eq!(desk.views().await.body["session"]["failed_tries"], json!(null));
    desk.posts(path, right).await.is_refused(401, "sign_in_expired");
    app.stop().await;
}
