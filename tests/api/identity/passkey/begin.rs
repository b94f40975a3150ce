//! Asking for a new passkey.
use serde_json::json;

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{App, Device},
};

#[actix_web::test]
async fn the_browser_is_told_what_to_ask_for_and_nothing_counts_yet() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = hotel.owner_signs_in().await;

    let asked = desk.begins_passkey(json!({ "password": PASSWORD })).await.is(200);

    let options = &asked.body["options"];
    assert_eq!(options["rp"], json!({ "id": "localhost", "name": "Countersign" }));
    assert_eq!(options["user"]["name"], "owner@harbour-house.example (harbour-house)");
    assert_eq!(options["attestation"], "none");
    let chosen = &options["authenticatorSelection"];
    assert_eq!((&chosen["userVerification"], &chosen["residentKey"]), (&json!("required"), &json!("required")));
    assert_eq!(asked.body["expires_in_s"], 300);
    assert_eq!(asked.header("cache-control"), Some("no-store"));
    assert_eq!(desk.views().await.is(200).body["second_factor"], json!(null));
    Browser::new(&app).tries("harbour-house", "owner@harbour-house.example", PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_password_decides_and_a_second_factor_that_is_there() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    desk.begins_passkey(json!({})).await.is_invalid("password", "required");
    desk.begins_passkey(json!({ "password": "wrong" })).await.is_refused(403, "password_refused");
    let (phone, _) = desk.sets_up_an_app().await;

    desk.begins_passkey(json!({ "password": PASSWORD })).await.is_invalid("code", "required");
    let wrong = json!({ "password": PASSWORD, "code": "00000-00000" });
    desk.begins_passkey(wrong).await.is_refused(403, "code_refused");

    let both = json!({ "password": PASSWORD, "code": phone.shows_next().await });
    desk.adds_a_passkey_by(&mut Device::default(), both).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_passkey_that_was_just_shown_stands_for_both_for_five_minutes() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    desk.adds_a_passkey(&mut device).await;
    desk.begins_passkey(json!({})).await.is(200);
    desk.stays_for(5).await;
    app.moves_clock("1 second").await;
    desk.begins_passkey(json!({})).await.is_invalid("password", "required");

    desk.steps_up_with(&mut device).await.is(200);

    let asked = desk.begins_passkey(json!({})).await.is(200);
    let known = asked.body["options"]["excludeCredentials"].as_array().unwrap().clone();
    assert_eq!(known.len(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_has_more_than_ten() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    desk.adds_a_passkey(&mut device).await;
    for _ in 1..10 {
        desk.adds_a_passkey_by(&mut device, json!({})).await.is(200);
    }

    desk.begins_passkey(json!({})).await.is_refused(409, "passkeys_too_many");

    assert_eq!(desk.passkeys().await.len(), 10);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_begins_without_the_cookie_and_its_proof() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = hotel.owner_signs_in().await;
    let proof = || json!({ "password": PASSWORD });

    Browser::new(&app).begins_passkey(proof()).await.is_refused(401, "unauthenticated");
    let unproven = Browser { csrf: "x".repeat(43), ..desk.clone() };
    unproven.begins_passkey(proof()).await.is_refused(403, "csrf_refused");
    desk.leaves().await.is(204);
    desk.begins_passkey(proof()).await.is_refused(401, "unauthenticated");

    app.stop().await;
}
