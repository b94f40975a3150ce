//! Passkeys and an app, beside each other: what goes with which, and what two others reset.
use serde_json::json;
use uuid::Uuid;

use crate::{
    identity::{
        authenticator::{Authenticator, recovery_codes},
        browser::{Browser, PASSWORD},
    },
    support::{App, Device},
};

const OWNER: &str = "owner@harbour-house.example";

#[actix_web::test]
async fn the_app_goes_and_the_passkey_stays_with_the_recovery_codes() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    let (phone, codes) = desk.sets_up_an_app().await;
    let proof = json!({ "password": PASSWORD, "code": phone.shows_next().await });
    desk.adds_a_passkey_by(&mut device, proof).await.is(200);

    desk.removes_totp(PASSWORD, &phone.shows_next().await).await.is(200);

    desk.removes_totp(PASSWORD, &codes[0]).await.is_refused(409, "second_factor_absent");
    let mut other = Browser::new(&app);
    let begun = other.tries("harbour-house", OWNER, PASSWORD).await.is(202);
    other.completes(begun.body["sign_in"].as_str().unwrap(), &codes[0]).await.is(200);
    other.signs_in_with(&mut device).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_passkey_that_was_just_shown_stands_for_the_code() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    let old = recovery_codes(&desk.adds_a_passkey(&mut device).await);
    desk.stays_for(6).await;
    desk.begins_totp(PASSWORD, None).await.is_invalid("code", "required");
    desk.begins_totp(PASSWORD, Some(&old[0])).await.is(200);

    desk.steps_up_with(&mut device).await.is(200);

    let phone = Authenticator::told(&app, &desk.begins_totp(PASSWORD, None).await.is(200));
    let new = recovery_codes(&desk.confirms_totp(&phone.shows().await).await.is(200));
    assert!(new.iter().all(|code| !old.contains(code)), "{new:?}");
    let own = desk.views().await.is(200).body["second_factor"].clone();
    assert_eq!((&own["has_app"], &own["passkeys"]), (&json!(true), &json!(1)));
    app.stop().await;
}

#[actix_web::test]
async fn two_others_reset_passkeys_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let person = hotel.people.requester;
    hotel.gives_password(person).await;
    let (mut desk, mut device) = (Browser::new(&app), Device::default());
    desk.signs_in("harbour-house", "requester@harbour-house.example", PASSWORD).await.is(200);
    desk.adds_a_passkey(&mut device).await;
    app.moves_clock("1 second").await;
    let ask = format!("/v1/people/{person}/factor-resets");
    let asked = hotel.admin().await.posts(&ask, json!({ "reason": "Lost her laptop" })).await.is(201);

    let agree = format!("/v1/factor-resets/{}/approve", asked.id());
    let headers = [("if-match", "\"1\""), ("idempotency-key", &*Uuid::new_v4().to_string())];
    let shown = hotel.owner().await.sends_once("POST", &agree, None, &headers).await;
    let lines = shown.is_refused(403, "confirmation_required").body["confirmation"]["lines"].to_string();
    assert!(lines.contains("Their authenticator app, passkeys and recovery codes open nothing any more"), "{lines}");
    hotel.owner().await.sends("POST", &agree, None, &headers).await.is(200);

    app.delivers().await;
    let mails = app.mail_to("requester@harbour-house.example");
    for (subject, told) in [
        ("Alan Admin asks to reset your second factor", "your passkeys and your recovery codes open nothing any more"),
        ("Your second factor was reset", "your passkeys and your recovery codes open nothing any more"),
    ] {
        let is_told = mails.iter().any(|mail| mail.subject.starts_with(subject) && mail.text.contains(told));
        assert!(is_told, "{subject}: {told}: {mails:?}");
    }
    desk.views().await.is_refused(401, "unauthenticated");
    Browser::new(&app).signs_in_with(&mut device).await.is_refused(403, "passkey_refused");
    desk.signs_in("harbour-house", "requester@harbour-house.example", PASSWORD).await.is(200);
    assert_eq!(desk.views().await.is(200).body["second_factor"], json!(null));
    app.stop().await;
}

#[actix_web::test]
async fn what_happens_to_passkeys_is_told_by_mail() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    desk.adds_a_passkey(&mut device).await;
    Browser::new(&app).signs_in_with(&mut device).await.is(200);
    device.counter = 0;
    Browser::new(&app).signs_in_with(&mut device).await.is_refused(403, "passkey_refused");
    let id = desk.passkeys().await[0]["id"].as_str().unwrap().to_owned();
    desk.removes_passkey(&id, json!({})).await.is(200);

    app.delivers().await;

    for mail in app.mail_to(OWNER).iter().filter(|mail| !mail.subject.starts_with("A passkey was removed")) {
        for told in ["a new password alone does not take the passkey away", "to reset your second factor"] {
            assert!(mail.text.contains(told), "{told}: {}", mail.text);
        }
    }
    let mut subjects: Vec<_> = app.mail_to(OWNER).into_iter().map(|mail| mail.subject).collect();
    subjects.sort_unstable();
    let told = ["A passkey may have been copied", "A passkey was added", "A passkey was removed"];
    assert_eq!(subjects, told.map(|subject| format!("{subject}: Harbour House")));
    app.stop().await;
}
