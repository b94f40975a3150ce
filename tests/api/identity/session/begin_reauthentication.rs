//! Saying once more who one is, by a passkey.
use serde_json::json;

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{App, Device},
};

const END_OTHERS: &str = "/v1/sessions/end-others";

#[actix_web::test]
async fn a_passkey_does_in_the_place_of_the_password() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    desk.adds_a_passkey(&mut device).await;
    desk.stays_for(6).await;
    app.with_token(&desk.token).posts_nothing(END_OTHERS).await.is_refused(401, "sign_in_too_old");
    let before = desk.clone();

    desk.steps_up_with(&mut device).await.is(200);

    app.with_token(&desk.token).posts_nothing(END_OTHERS).await.is(200);
    before.views().await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn ones_own_are_asked_for_and_whoever_has_none_is_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    desk.is_asked_again().await.is_refused(409, "second_factor_absent");
    Browser::new(&app).is_asked_again().await.is_refused(401, "unauthenticated");
    desk.adds_a_passkey(&mut device).await;

    let asked = desk.is_asked_again().await.is(200);

    assert_eq!(asked.body["options"]["allowCredentials"].as_array().unwrap().len(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn an_answer_is_good_once_in_the_session_that_was_asked_and_for_nothing_else() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    desk.adds_a_passkey(&mut device).await;
    let mut other = Browser::new(&app);
    other.signs_in_with(&mut device).await.is(200);
    desk.answers(&device.shows(&json!({ "challenge": "AQID" }))).await.is_refused(409, "challenge_expired");

    let asked = desk.is_asked_again().await.is(200);
    let shown = device.shows(&asked.body["options"]);
    other.answers(&shown).await.is_refused(409, "challenge_expired");
    other.is_asked_again().await.is(200);
    other.answers(&shown).await.is_refused(403, "passkey_refused");
    // What was signed to sign in is no answer here, nor the other way round.
    let signing_in = desk.is_shown(&mut device).await;
    desk.answers(&signing_in["credential"]).await.is_refused(403, "passkey_refused");
    let mut swapped = signing_in.clone();
    swapped["credential"] = shown.clone();
    desk.tries_with(&swapped).await.is_refused(403, "passkey_refused");

    let answered = desk.answers(&device.shows(&asked.body["options"])).await.is(200);
    desk.keeps(&answered);
    desk.answers(&device.shows(&asked.body["options"])).await.is_refused(409, "challenge_expired");
    desk.is_asked_again().await.is(200);
    desk.stays_for(5).await;
    app.moves_clock("1 second").await;
    desk.answers(&shown).await.is_refused(409, "challenge_expired");
    app.stop().await;
}

#[actix_web::test]
async fn an_answer_that_counts_back_uses_the_question_up_and_is_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    desk.adds_a_passkey(&mut device).await;
    for _ in 0..2 {
        desk.steps_up_with(&mut device).await.is(200);
    }

    for _ in 0..2 {
        let asked = desk.is_asked_again().await.is(200);
        device.counter = 0;
        let shown = device.shows(&asked.body["options"]);
        desk.answers(&shown).await.is_refused(403, "passkey_refused");
        desk.answers(&shown).await.is_refused(409, "challenge_expired");
    }

    let told = hotel.actions_on(&hotel.people.owner.to_string()).await;
    assert_eq!(told.iter().filter(|action| *action == "passkey.suspected").count(), 1, "{told:?}");
    app.stop().await;
}

#[actix_web::test]
async fn the_passkey_of_another_is_refused_and_either_it_or_the_password_is_given() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device, mut anothers) = (hotel.owner_signs_in().await, Device::default(), Device::default());
    desk.adds_a_passkey(&mut device).await;
    hotel.gives_password(hotel.people.requester).await;
    let mut other = Browser::new(&app);
    other.signs_in("harbour-house", "requester@harbour-house.example", PASSWORD).await.is(200);
    other.adds_a_passkey(&mut anothers).await;
    let asked = desk.is_asked_again().await.is(200);

    desk.answers(&anothers.shows(&asked.body["options"])).await.is_refused(403, "passkey_refused");

    let path = "/v1/session/reauthenticate";
    desk.asks(path, json!({})).await.is_invalid("password", "required");
    let both = json!({ "password": PASSWORD, "passkey": device.shows(&asked.body["options"]) });
    desk.asks(path, both).await.is_invalid("password", "required");
    desk.reauthenticates(PASSWORD).await.is(200);
    app.stop().await;
}
