//! A suspended organisation, by each way in: refused from the very next request, and told why and nothing else.
use crate::{
    identity::{
        api_key::{active, wanted},
        browser::{Browser, PASSWORD},
    },
    platform::console::{both, two},
    support::{Answer, App, Device},
};

const SUSPENDED: &str = "organisation_suspended";

#[track_caller]
fn tells_nothing(answer: Answer) {
    let text = answer.body.to_string().to_lowercase();
    let answer = answer.is_refused(403, SUSPENDED);
    assert!(!text.contains("harbour") && !text.contains("olga"), "{}", answer.body);
}

#[actix_web::test]
async fn sessions_and_refresh_cookies_open_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let mut browser = hotel.owner_signs_in().await;
    let consoles = two(&app).await;

    both(&consoles, "suspension", "harbour-house").await;

    tells_nothing(browser.views().await);
    tells_nothing(requester.gets("/v1/suppliers").await);
    tells_nothing(requester.deletes("/v1/session").await);
    tells_nothing(browser.refreshes().await);
    tells_nothing(browser.tries_to_reauthenticate(PASSWORD).await);
    app.stop().await;
}

#[actix_web::test]
async fn signing_in_is_refused_and_only_whoever_has_the_password_is_told_why() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.owner_signs_in().await;
    let consoles = two(&app).await;

    both(&consoles, "suspension", "harbour-house").await;

    let browser = Browser::new(&app);
    let email = "owner@harbour-house.example";
    tells_nothing(browser.tries("harbour-house", email, PASSWORD).await);
    browser.tries("harbour-house", email, "lilies under the bridge").await.is_refused(401, "sign_in_refused");
    browser.tries("nobody-here", email, PASSWORD).await.is_refused(401, "sign_in_refused");
    app.stop().await;
}

#[actix_web::test]
async fn whoever_shows_a_passkey_is_told_why_it_opens_nothing_and_nobody_else_is() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (browser, mut device) = (Browser::new(&app), Device::default());
    hotel.owner_signs_in().await.adds_a_passkey(&mut device).await;
    let consoles = two(&app).await;

    both(&consoles, "suspension", "harbour-house").await;

    let right = browser.is_shown(&mut device).await;
    let mut forged = right.clone();
    forged["credential"]["response"]["signature"] =
        browser.is_shown(&mut device).await["credential"]["response"]["signature"].clone();
    browser.tries_with(&forged).await.is_refused(403, "passkey_refused");
    tells_nothing(browser.tries_with(&right).await);
    both(&consoles, "resumption", "harbour-house").await;
    Browser::new(&app).signs_in_with(&mut device).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn mail_waits_and_goes_on_once_it_is_let_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let clinic = app.clinic().await;
    app.delivers().await;
    for organisation in [&hotel, &clinic] {
        organisation.owner_signs_in().await.adds_a_passkey(&mut Device::default()).await;
    }
    let mut consoles = two(&app).await;
    both(&consoles, "suspension", "harbour-house").await;
    let owners = ["owner@harbour-house.example", "owner@alder-clinic.example"];

    app.delivers().await;
    assert_eq!(owners.map(|owner| app.mail_to(owner).len()), [0, 1]);
    // Longer than a mail lives: what waited is as young as it was.
    app.moves_clock("5 days").await;
    app.delivers().await;
    assert_eq!(app.mail_to(owners[0]), []);
    for console in &mut consoles {
        console.signs_in().await.is(200);
    }
    both(&consoles, "resumption", "harbour-house").await;
    app.delivers().await;

    assert_eq!(owners.map(|owner| app.mail_to(owner).len()), [1, 1]);
    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_that_was_begun_is_not_completed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;
    let (phone, _) = browser.sets_up_an_app().await;
    let email = "owner@harbour-house.example";
    let consoles = two(&app).await;
    let sign_in = browser.begins_sign_in(email).await;

    both(&consoles, "suspension", "harbour-house").await;

    tells_nothing(browser.tries_to_complete(&sign_in, &phone.shows_next().await).await);
    tells_nothing(browser.tries("harbour-house", email, PASSWORD).await);
    app.stop().await;
}

#[actix_web::test]
async fn keys_and_their_tokens_open_nothing_and_open_again_once_it_is_let_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let program = app.with_token(&key.secret);
    let exchange = async || {
        let body = format!("grant_type=client_credentials&client_id={}&client_secret={}", key.id, key.secret);
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        app.with_token("").sends_bytes("POST", "/v1/oauth/token", Some(body.into_bytes()), &headers).await
    };
    let token = exchange().await.is(200).body["access_token"].as_str().unwrap().to_owned();
    app.with_token(&token).gets("/v1/suppliers").await.is(200);
    let consoles = two(&app).await;

    both(&consoles, "suspension", "harbour-house").await;

    tells_nothing(program.gets("/v1/suppliers").await);
    tells_nothing(app.with_token(&token).gets("/v1/suppliers").await);
    tells_nothing(exchange().await);

    both(&consoles, "resumption", "harbour-house").await;
    program.gets("/v1/suppliers").await.is(200);
    app.with_token(&token).gets("/v1/suppliers").await.is_refused(401, "token_expired");
    exchange().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn links_open_nothing_and_stay() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let secret = "eu1_a-link-to-the-hotel";
    let kept = "insert into door.one_time_link (hash, org_id, person_id, purpose, created_at, expires_at)
        values (sha256(convert_to($1, 'utf8')), $2, $3, 'first_sign_in', now(), now() + interval '2 days')";
    sqlx::query(kept)
        .bind(secret)
        .bind(hotel.org_id)
        .bind(hotel.people.owner)
        .execute(&mut app.administrator().await)
        .await
        .unwrap();
    let browser = Browser::new(&app);
    let link = || serde_json::json!({ "link": secret });
    browser.posts("/v1/link/read", link()).await.is(200);
    let consoles = two(&app).await;

    both(&consoles, "suspension", "harbour-house").await;

    tells_nothing(browser.posts("/v1/link/read", link()).await);
    let uses = serde_json::json!({ "link": secret, "password": PASSWORD });
    tells_nothing(browser.posts("/v1/link/use", uses).await);
    both(&consoles, "resumption", "harbour-house").await;
    browser.posts("/v1/link/read", link()).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn another_organisation_notices_nothing() {
    let app = App::start().await;
    let (_hotel, clinic) = (app.hotel().await, app.clinic().await);
    let mut browser = clinic.owner_signs_in().await;
    let consoles = two(&app).await;

    both(&consoles, "suspension", "harbour-house").await;

    browser.views().await.is(200);
    browser.refreshes().await.is(200);
    app.stop().await;
}
