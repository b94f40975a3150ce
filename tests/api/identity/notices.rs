//! Whoever's account something happens to is told by mail, whichever way it happened.
use serde_json::json;

use crate::{
    identity::{
        authenticator::Authenticator,
        browser::{Browser, PASSWORD},
    },
    support::App,
};

const OWNER: &str = "owner@harbour-house.example";
const ANOTHER: &str = "herons over the harbour";

/// What the owner was told since the last time, by subject; nobody else is told anything.
async fn told(app: &App, before: &mut usize) -> Vec<String> {
    app.delivers().await;
    let mails = app.mail();
    assert!(mails.iter().all(|mail| mail.to == OWNER), "{mails:?}");
    // The folder is in no order: what is new is what makes the difference.
    let fresh = mails.len() - std::mem::replace(before, mails.len());
    let order = "select kind from door.mail order by id desc limit $1";
    let mut kinds: Vec<String> = sqlx::query_scalar(order)
        .bind(i64::try_from(fresh).unwrap())
        .fetch_all(&mut app.administrator().await)
        .await
        .unwrap();
    kinds.reverse();
    kinds
}

#[actix_web::test]
async fn every_change_of_how_one_signs_in_is_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut before = 0;
    let mut desk = hotel.owner_signs_in().await;
    assert_eq!(told(&app, &mut before).await, Vec::<String>::new(), "signing in is no news");

    desk.changes_password(PASSWORD, ANOTHER).await.is(200);
    assert_eq!(told(&app, &mut before).await, ["password_changed"]);
    desk.changes_password(ANOTHER, PASSWORD).await.is(200);
    assert_eq!(told(&app, &mut before).await, ["password_changed"]);
    let (phone, codes) = desk.sets_up_an_app().await;
    assert_eq!(told(&app, &mut before).await, ["second_factor_set_up"]);

    let mut other = Browser::new(&app);
    let begun = other.begins_sign_in(OWNER).await;
    other.completes(&begun, &codes[0]).await.is(200);
    assert_eq!(told(&app, &mut before).await, ["recovery_code_used"]);
    let begun = other.begins_sign_in(OWNER).await;
    other.completes(&begun, &phone.shows_next().await).await.is(200);
    assert_eq!(told(&app, &mut before).await, Vec::<String>::new(), "the app is no news");

    other.renews_recovery_codes(PASSWORD, &phone.shows_next().await).await.is(200);
    assert_eq!(told(&app, &mut before).await, ["recovery_codes_renewed"]);
    other.removes_totp(PASSWORD, &phone.shows_next().await).await.is(200);
    assert_eq!(told(&app, &mut before).await, ["second_factor_removed"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_token_that_is_used_a_second_time_is_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let copied = desk.clone();
    desk.refreshes().await.is(200);
    app.moves_clock("11 seconds").await;

    copied.tries_to_refresh().await.is_refused(401, "unauthenticated");
    app.delivers().await;

    let mails = app.mail_to(OWNER);
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!(mail.subject, "A sign-in of yours was ended: Harbour House");
    assert!(mail.text.contains("127.0.0.1") && mail.text.contains("(Europe/Dublin)"), "{}", mail.text);
    app.stop().await;
}

#[actix_web::test]
async fn a_reset_is_told_and_a_first_password_is_not() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = Browser::new(&app);
    let first = hotel.makes_link(hotel.people.owner).await;
    browser.posts("/v1/link/use", json!({ "link": first, "password": PASSWORD })).await.is(200);
    app.delivers().await;
    assert_eq!(app.mail(), []);

    let body = json!({ "organisation": "harbour-house", "email": OWNER });
    browser.posts("/v1/password/ask-reset", body).await.is(202);
    app.delivers().await;
    let link = app.mail_to(OWNER)[0].secret();
    browser.posts("/v1/link/use", json!({ "link": link, "password": ANOTHER })).await.is(200);
    app.delivers().await;

    let mut subjects: Vec<_> = app.mail_to(OWNER).into_iter().map(|mail| mail.subject).collect();
    subjects.sort_unstable();
    assert_eq!(subjects, ["A new password for Harbour House", "Your password was changed: Harbour House"]);
    app.stop().await;
}

#[actix_web::test]
async fn what_is_undone_is_told_to_nobody() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let set_up = desk.begins_totp(PASSWORD, None).await.is(200);
    let phone = Authenticator::told(&app, &set_up);
    desk.confirms_totp("000000").await;
    desk.tries_to_change_password("the wrong password", ANOTHER).await.is_refused(403, "password_refused");
    app.delivers().await;
    assert_eq!(app.mail(), []);

    desk.confirms_totp(&phone.shows().await).await.is(200);
    app.delivers().await;

    assert_eq!(app.mail_to(OWNER).len(), 1);
    app.stop().await;
}
