use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{Answer, App, Caught},
};

const ASK: &str = "/v1/password/ask-reset";
const OWNER: &str = "owner@harbour-house.example";
const ANOTHER: &str = "herons over the harbour";

fn of(organisation: &str, email: &str) -> Value {
    json!({ "organisation": organisation, "email": email })
}

async fn asks(browser: &Browser<'_>, organisation: &str, email: &str) -> Answer {
    browser.posts(ASK, of(organisation, email)).await
}

/// The secret of the one link that was mailed to the owner.
async fn link(app: &App) -> String {
    asks(&Browser::new(app), "harbour-house", OWNER).await.is(202);
    app.delivers().await;
    let mails = app.mail_to(OWNER);
    mails.iter().find(|mail| mail.subject.starts_with("A new password")).expect("a mail").secret()
}

fn choosing(link: &str, password: &str) -> Value {
    json!({ "link": link, "password": password })
}

#[actix_web::test]
async fn whoever_forgot_their_password_chooses_another_by_mail() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let before = hotel.owner_signs_in().await;
    let link = link(&app).await;
    let mut browser = Browser::new(&app);

    let holder = browser.posts("/v1/link/read", json!({ "link": link })).await.is(200);
    assert_eq!((&holder.body["purpose"], &holder.body["email"]), (&json!("password_reset"), &json!(OWNER)));
    browser.posts("/v1/link/use", choosing(&link, ANOTHER)).await.is(200);

    before.views().await.is_refused(401, "unauthenticated");
    before.tries_to_refresh().await.is_refused(401, "unauthenticated");
    browser.tries("harbour-house", OWNER, PASSWORD).await.is_refused(401, "sign_in_refused");
    browser.signs_in("harbour-house", OWNER, ANOTHER).await.is(200);
    browser.posts("/v1/link/use", choosing(&link, PASSWORD)).await.is_refused(404, "link_spent");
    let told = hotel.actions_on(&hotel.people.owner.to_string()).await;
    assert_eq!(told, ["person.joined", "password.reset_asked", "password.set", "session.refused"]);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_learns_whether_there_is_such_an_account() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let put_out = "begin; select door.begin_system(org_id, 'test') from door.organisation;
        update tenant.person set is_active = false where email like 'gm@%'; commit";
    sqlx::raw_sql(put_out).execute(&mut app.administrator().await).await.unwrap();
    let browser = Browser::new(&app);
    let known = asks(&browser, "harbour-house", OWNER).await.is(202);

    for (organisation, email) in [
        ("harbour-house", "nobody@harbour-house.example"),
        ("harbour-house", "gm@harbour-house.example"),
        ("no-such-house", OWNER),
    ] {
        let answer = asks(&browser, organisation, email).await.is(202);
        assert_eq!(answer.bytes, known.bytes, "{organisation} {email}");
        let names = |answer: &Answer| answer.headers.keys().map(ToString::to_string).collect::<BTreeSet<_>>();
        assert_eq!(names(&answer), names(&known));
    }
    app.delivers().await;

    let to: Vec<_> = app.mail().into_iter().map(|mail| mail.to).collect();
    assert_eq!(to, [OWNER]);
    let typed = "select count(*) from door.reset_request where slug is not null or email is not null";
    let typed: i64 = sqlx::query_scalar(typed).fetch_one(&mut hotel.administrator().await).await.unwrap();
    assert_eq!(typed, 0, "what was typed is forgotten once it was looked up");
    app.stop().await;
}

#[actix_web::test]
async fn an_organisation_that_is_suspended_mails_nobody() {
    let app = App::start().await;
    app.hotel().await;
    let suspend = "update door.organisation set suspended_at = now()";
    sqlx::raw_sql(suspend).execute(&mut app.administrator().await).await.unwrap();

    asks(&Browser::new(&app), "harbour-house", OWNER).await.is(202);
    app.delivers().await;

    assert_eq!(app.mail(), []);
    app.stop().await;
}

#[actix_web::test]
async fn a_new_password_skips_no_second_factor() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let (phone, _) = desk.sets_up_an_app().await;
    let link = link(&app).await;
    let mut browser = Browser::new(&app);

    browser.posts("/v1/link/use", choosing(&link, ANOTHER)).await.is(200);

    let begun = browser.tries("harbour-house", OWNER, ANOTHER).await.is(202);
    let sign_in = begun.body["sign_in"].as_str().unwrap();
    browser.tries_to_complete(sign_in, "000000").await.is_refused(403, "code_refused");
    browser.completes(sign_in, &phone.shows_next().await).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_that_was_begun_with_the_old_password_is_not_completed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let (phone, _) = desk.sets_up_an_app().await;
    let thief = Browser::new(&app);
    let begun = thief.begins_sign_in(OWNER).await;
    let link = link(&app).await;

    thief.posts("/v1/link/use", choosing(&link, ANOTHER)).await.is(200);

    thief.tries_to_complete(&begun, &phone.shows_next().await).await.is_refused(401, "sign_in_expired");
    app.stop().await;
}

#[actix_web::test]
async fn a_link_opens_for_half_an_hour_and_one_voids_the_others() {
    let app = App::start().await;
    app.hotel().await;
    let browser = Browser::new(&app);
    let first = link(&app).await;
    app.moves_clock("30 minutes").await;
    browser.posts("/v1/link/use", choosing(&first, ANOTHER)).await.is_refused(404, "link_spent");

    for _ in 0..2 {
        asks(&browser, "harbour-house", OWNER).await.is(202);
    }
    app.delivers().await;
    let mut links: Vec<_> = app.mail_to(OWNER).iter().map(Caught::secret).filter(|link| *link != first).collect();
    assert_eq!(links.len(), 2);
    let (one, other) = (links.remove(0), links.remove(0));

    browser.posts("/v1/link/use", choosing(&one, ANOTHER)).await.is(200);
    browser.posts("/v1/link/use", choosing(&other, PASSWORD)).await.is_refused(404, "link_spent");

    app.stop().await;
}

#[actix_web::test]
async fn the_link_leads_to_the_address_that_is_configured_whatever_the_request_says() {
    let app = App::start().await;
    app.hotel().await;
    let browser = Browser::new(&app);
    let lies = [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "host=evil.example;proto=https"),
    ];

    for lie in lies {
        let headers = [lie, ("origin", crate::support::ORIGIN)];
        browser.sends("POST", ASK, Some(of("harbour-house", OWNER)), &headers).await.is(202);
    }
    app.delivers().await;

    let mails = app.mail_to(OWNER);
    assert_eq!(mails.len(), lies.len());
    for mail in mails {
        assert!(!mail.whole.contains("evil") && mail.text.contains("http://localhost:8080/new-password#"));
    }
    app.stop().await;
}

#[actix_web::test]
async fn asking_too_often_makes_wait_a_known_account_and_none_alike() {
    let app = App::start().await;
    app.hotel().await;
    let browser = Browser::new(&app);

    for email in [OWNER, "nobody@harbour-house.example"] {
        for _ in 0..3 {
            asks(&browser, "harbour-house", email).await.is(202);
        }
        let refused = asks(&browser, "harbour-house", email).await.is_refused(429, "asked_too_often");
        let wait: u32 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((890..=900).contains(&wait), "{wait}");
    }
    // Written otherwise it is the same account.
    asks(&browser, "Harbour-House", &OWNER.to_uppercase()).await.is_refused(429, "asked_too_often");
    app.delivers().await;
    assert_eq!(app.mail_to(OWNER).len(), 3);

    app.moves_clock("15 minutes 1 second").await;
    asks(&browser, "harbour-house", OWNER).await.is(202);
    app.stop().await;
}

#[actix_web::test]
async fn a_network_that_asks_for_everybody_must_wait() {
    let app = App::start().await;
    app.hotel().await;
    let (browser, elsewhere) = (Browser::new(&app), Browser::at(&app, [127, 0, 0, 9]));

    for number in 0..20 {
        asks(&browser, "harbour-house", &format!("somebody{number}@harbour-house.example")).await.is(202);
    }

    asks(&browser, "harbour-house", OWNER).await.is_refused(429, "asked_too_often");
    asks(&elsewhere, "harbour-house", OWNER).await.is(202);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_reset_their_password_is_let_in_however_much_strangers_guess() {
    let app = App::start().await;
    app.hotel().await;
    let stranger = Browser::at(&app, [127, 0, 0, 9]);
    for _ in 0..10 {
        stranger.tries("harbour-house", OWNER, "a guess of a stranger").await.is_refused(401, "sign_in_refused");
    }
    let mut browser = Browser::new(&app);
    browser.tries("harbour-house", OWNER, ANOTHER).await.is_refused(429, "too_many_attempts");

    let link = link(&app).await;
    browser.posts("/v1/link/use", choosing(&link, ANOTHER)).await.is(200);

    browser.signs_in("harbour-house", OWNER, ANOTHER).await.is(200);
    stranger.tries("harbour-house", OWNER, ANOTHER).await.is_refused(429, "too_many_attempts");
    app.stop().await;
}

#[actix_web::test]
async fn what_is_no_account_is_told_by_its_field() {
    let app = App::start().await;
    let browser = Browser::new(&app);

    asks(&browser, "Not A Name", OWNER).await.is_invalid("organisation", "organisation");
    asks(&browser, "harbour-house", "no address").await.is_invalid("email", "email");
    browser.posts(ASK, json!({})).await.is_refused(422, "invalid");

    app.stop().await;
}

#[actix_web::test]
async fn a_wish_is_answered_where_the_organisation_lives() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    app.hotel().await;
    app.clinic().await;
    let browser = Browser::new(&app);
    asks(&browser, "alder-clinic", "owner@alder-clinic.example").await.is(202);
    app.delivers().await;

    let mails = app.mail_to("owner@alder-clinic.example");

    assert!(mails.len() == 1 && mails[0].secret().starts_with("us1_"), "{mails:?}");
    browser.posts("/v1/link/use", choosing(&mails[0].secret(), ANOTHER)).await.is(200);
    app.stop().await;
}
