//! A hundred failures in a row keep unknown devices out of an account; a browser that its person signed in with before is known and gets in.
use access::AttemptLimits;
use identity::{RelyingParty, SessionPolicy, Sessions};
use serde_json::json;

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{App, ORIGIN},
};

pub(super) const HOTEL: &str = "harbour-house";
pub(super) const OWNER: &str = "owner@harbour-house.example";
const ADMIN: &str = "admin@harbour-house.example";
const ANOTHER: &str = "herons over the harbour";
pub(super) const ELSEWHERE: [u8; 4] = [127, 0, 0, 9];

/// An application whose windows keep nobody waiting, so that the row of failures alone is seen.
pub(super) async fn unhurried() -> App {
    App::start_as(|state| {
        let limits = AttemptLimits { account_failures_max: i32::MAX, network_failures_max: i32::MAX, window_s: 60 };
        let policy = SessionPolicy { limits, ..SessionPolicy::default() };
        state.sessions = actix_web::web::Data::new(Sessions::new(policy, RelyingParty::of(ORIGIN)));
    })
    .await
}

/// So many failures in a row of a stranger: one by HTTP, and the others copied from it round the door, for they take their time.
pub(super) async fn fails(app: &App, organisation: &str, email: &str, times: i32) {
    Browser::at(app, ELSEWHERE).tries(organisation, email, "wrong").await.is_refused(401, "sign_in_refused");
    let copy = "
        insert into door.attempt (org_id, account_hash, network, attempted_at, has_succeeded, in_a_row)
        select a.org_id, a.account_hash, a.network, a.attempted_at, false, 1
        from (select * from door.attempt order by id desc limit 1) a, generate_series(2, $1)";
    sqlx::query(copy).bind(times).execute(&mut app.administrator().await).await.unwrap();
}

/// Somebody with the right password, and a device that the account may know.
pub(super) async fn is_refused(browser: &Browser<'_>, organisation: &str, email: &str) {
    browser.tries(organisation, email, PASSWORD).await.is_refused(401, "sign_in_refused");
}

pub(super) async fn devices(app: &App) -> i64 {
    let count = "select count(*) from door.known_device";
    sqlx::query_scalar(count).fetch_one(&mut app.administrator().await).await.unwrap()
}

#[actix_web::test]
async fn a_hundred_failures_in_a_row_keep_strangers_out_and_a_known_browser_gets_in() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    for place in 0..100 {
        let stranger = Browser::at(&app, [127, 0, 1, place]);
        stranger.tries(HOTEL, OWNER, "wrong").await.is_refused(401, "sign_in_refused");
    }

    let stranger = Browser::at(&app, ELSEWHERE);
    let wrong = stranger.tries(HOTEL, OWNER, "wrong").await.is_refused(401, "sign_in_refused");
    let right = stranger.tries(HOTEL, OWNER, PASSWORD).await.is_refused(401, "sign_in_refused");
    assert_eq!(right.bytes, wrong.bytes);
    assert_eq!(right.cookie("__Host-device"), None);
    // The network is familiar; the browser is not.
    is_refused(&Browser::new(&app), HOTEL, OWNER).await;

    desk.signs_in(HOTEL, OWNER, PASSWORD).await.is(200);
    stranger.tries(HOTEL, OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_hundredth_try_may_still_succeed() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;

    for _ in 0..2 {
        fails(&app, HOTEL, OWNER, 99).await;
        Browser::at(&app, ELSEWHERE).tries(HOTEL, OWNER, PASSWORD).await.is(200);
    }

    app.stop().await;
}

#[actix_web::test]
async fn an_unknown_account_is_refused_as_before_however_often() {
    let app = unhurried().await;
    app.hotel().await;
    let stranger = Browser::at(&app, ELSEWHERE);
    let unknown = "nobody@harbour-house.example";
    let first = stranger.tries(HOTEL, unknown, "wrong").await.is_refused(401, "sign_in_refused");

    fails(&app, HOTEL, unknown, 100).await;

    let last = stranger.tries(HOTEL, unknown, "wrong").await.is_refused(401, "sign_in_refused");
    assert_eq!(last.bytes, first.bytes);
    app.delivers().await;
    assert_eq!(app.mail(), []);
    app.stop().await;
}

#[actix_web::test]
async fn the_person_is_told_once_until_they_sign_in() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let told = async || {
        app.delivers().await;
        app.mail_to(OWNER)
    };

    fails(&app, HOTEL, OWNER, 99).await;
    assert_eq!(told().await, []);
    fails(&app, HOTEL, OWNER, 1).await;
    fails(&app, HOTEL, OWNER, 1).await;

    let mails = told().await;
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!(mail.subject, "Somebody tries to guess your password: Harbour House");
    assert!(mail.text.contains("100 tries in a row") && mail.text.contains("127.0.0.9"), "{}", mail.text);
    let of_owner = hotel.actions_on(&hotel.people.owner.to_string()).await;
    assert_eq!(of_owner.iter().filter(|action| *action == "account.guarded").count(), 1);

    desk.signs_in(HOTEL, OWNER, PASSWORD).await.is(200);
    fails(&app, HOTEL, OWNER, 99).await;
    fails(&app, HOTEL, OWNER, 1).await;
    assert_eq!(told().await.len(), 2);
    app.stop().await;
}

#[actix_web::test]
async fn a_new_password_by_mail_lets_in_from_anywhere() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    hotel.owner_signs_in().await;
    fails(&app, HOTEL, OWNER, 100).await;
    let browser = Browser::at(&app, [127, 0, 0, 7]);
    is_refused(&browser, HOTEL, OWNER).await;

    browser.posts("/v1/password/ask-reset", json!({ "organisation": HOTEL, "email": OWNER })).await.is(202);
    app.delivers().await;
    let mails = app.mail_to(OWNER);
    let link = mails.iter().find(|mail| mail.subject.starts_with("A new password")).expect("a mail").secret();
    browser.posts("/v1/link/use", json!({ "link": link, "password": ANOTHER })).await.is(200);

    assert_eq!(devices(&app).await, 0);
    browser.tries(HOTEL, OWNER, ANOTHER).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_stolen_device_is_forgotten_after_ten_wrong_passwords() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    let (desk, phone) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);
    fails(&app, HOTEL, OWNER, 100).await;
    let thief = Browser { device: desk.device.clone(), ..Browser::at(&app, ELSEWHERE) };

    for _ in 0..10 {
        thief.tries(HOTEL, OWNER, "wrong").await.is_refused(401, "sign_in_refused");
    }

    is_refused(&thief, HOTEL, OWNER).await;
    is_refused(&desk, HOTEL, OWNER).await;
    for _ in 0..9 {
        phone.tries(HOTEL, OWNER, "wrong").await.is_refused(401, "sign_in_refused");
    }
    phone.tries(HOTEL, OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_known_browser_gets_in_while_strangers_make_the_account_and_the_network_wait() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let mut desk = Browser::at(&app, [127, 0, 0, 5]);
    desk.signs_in(HOTEL, OWNER, PASSWORD).await.is(200);
    // Carried to a network that has failed too often already.
    desk.network = ELSEWHERE.into();
    for person in 0..40 {
        let email = format!("person{person}@harbour-house.example");
        Browser::at(&app, ELSEWHERE).tries(HOTEL, &email, "wrong").await.is(401);
    }
    for _ in 0..10 {
        Browser::at(&app, ELSEWHERE).tries(HOTEL, OWNER, "wrong").await.is(401);
    }

    Browser::at(&app, ELSEWHERE).tries(HOTEL, OWNER, PASSWORD).await.is_refused(429, "too_many_attempts");
    desk.tries(HOTEL, OWNER, "wrong").await.is_refused(401, "sign_in_refused");
    desk.tries(HOTEL, OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_device_of_one_account_is_unknown_to_others() {
    let app = unhurried().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    hotel.gives_password(hotel.people.admin).await;
    clinic.gives_password(clinic.people.owner).await;
    let desk = hotel.owner_signs_in().await;

    for (organisation, email) in [(HOTEL, ADMIN), ("alder-clinic", "owner@alder-clinic.example")] {
        fails(&app, organisation, email, 100).await;
        is_refused(&desk, organisation, email).await;
    }

    app.stop().await;
}

#[actix_web::test]
async fn one_browser_is_known_to_each_account_that_signed_in_with_it_until_their_own_next_sign_in() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.admin).await;
    let mut desk = hotel.owner_signs_in().await;
    let copied = desk.clone();
    desk.signs_in(HOTEL, ADMIN, PASSWORD).await.is(200);

    for email in [OWNER, ADMIN] {
        fails(&app, HOTEL, email, 100).await;
    }
    is_refused(&copied, HOTEL, ADMIN).await;
    assert!(desk.device.starts_with("eu1_") && desk.device != copied.device);
    for email in [OWNER, ADMIN, OWNER] {
        desk.signs_in(HOTEL, email, PASSWORD).await.is(200);
        fails(&app, HOTEL, email, 100).await;
    }

    is_refused(&copied, HOTEL, OWNER).await;
    assert_eq!(devices(&app).await, 2);
    app.stop().await;
}

/// A browser elsewhere that holds the secret of another.
fn copy_of<'a>(browser: &Browser<'a>) -> Browser<'a> {
    Browser { device: browser.device.clone(), ..Browser::at(browser.app, ELSEWHERE) }
}

#[actix_web::test]
async fn whoever_signs_in_with_a_copied_secret_takes_the_browser_from_nobody() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.admin).await;
    let mut desk = hotel.owner_signs_in().await;
    let mut thief = copy_of(&desk);

    thief.signs_in(HOTEL, ADMIN, PASSWORD).await.is(200);
    thief.signs_in(HOTEL, ADMIN, PASSWORD).await.is(200);

    fails(&app, HOTEL, OWNER, 100).await;
    desk.signs_in(HOTEL, OWNER, PASSWORD).await.is(200);
    fails(&app, HOTEL, OWNER, 100).await;
    is_refused(&thief, HOTEL, OWNER).await;
    desk.signs_in(HOTEL, OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_guesses_with_a_copied_secret_stay_ten_however_it_is_carried_along() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.admin).await;
    let desk = hotel.owner_signs_in().await;
    let mut thief = copy_of(&desk);
    fails(&app, HOTEL, OWNER, 100).await;

    for _ in 0..10 {
        thief.signs_in(HOTEL, ADMIN, PASSWORD).await.is(200);
        thief.tries(HOTEL, OWNER, "wrong").await.is_refused(401, "sign_in_refused");
    }

    is_refused(&thief, HOTEL, OWNER).await;
    app.stop().await;
}

#[actix_web::test]
async fn a_secret_from_which_others_were_carried_along_twice_is_known_to_none_of_them() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.admin).await;
    let mut desk = hotel.owner_signs_in().await;
    let mut thief = copy_of(&desk);

    thief.signs_in(HOTEL, ADMIN, PASSWORD).await.is(200);
    desk.signs_in(HOTEL, ADMIN, PASSWORD).await.is(200);

    fails(&app, HOTEL, OWNER, 100).await;
    is_refused(&thief, HOTEL, OWNER).await;
    is_refused(&desk, HOTEL, OWNER).await;
    app.stop().await;
}

#[actix_web::test]
async fn a_right_code_counts_for_nothing_either() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let (phone, _) = desk.sets_up_an_app().await;
    let stranger = Browser::at(&app, ELSEWHERE);
    let begun = stranger.begins_sign_in(OWNER).await;

    fails(&app, HOTEL, OWNER, 100).await;

    stranger.tries_to_complete(&begun, &phone.shows_next().await).await.is_refused(403, "code_refused");
    is_refused(&stranger, HOTEL, OWNER).await;
    let begun = desk.begins_sign_in(OWNER).await;
    desk.completes(&begun, &phone.shows_next().await).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_is_signed_in_confirms_in_a_known_browser_alone_and_that_ends_no_row() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    fails(&app, HOTEL, OWNER, 100).await;

    let elsewhere = Browser { device: String::new(), ..desk.clone() };
    elsewhere.tries_to_reauthenticate(PASSWORD).await.is_refused(403, "password_refused");
    desk.reauthenticates(PASSWORD).await.is(200);

    is_refused(&Browser::at(&app, ELSEWHERE), HOTEL, OWNER).await;
    app.stop().await;
}

#[actix_web::test]
async fn the_database_itself_opens_nothing_for_a_try_that_counts_for_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let mut connection = hotel.administrator().await;
    let mut opens = async |in_a_row: i32| -> bool {
        let tries = "
            insert into door.attempt (account_hash, attempted_at, has_succeeded, in_a_row) values ('a', now(), false, $1) returning id";
        let attempt: uuid::Uuid = sqlx::query_scalar(tries).bind(in_a_row).fetch_one(&mut connection).await.unwrap();
        let open = "
            select door.open_session($1, c.org_id, c.person_id, c.changed_at, $1, sha256($1::text::bytea), interval '5 minutes',
                sha256($1::text::bytea || 'r'), interval '1 hour', interval '1 hour', null, null, $1, null, sha256($1::text::bytea || 'd'))
            from door.credential c";
        let opened = sqlx::query_scalar::<_, Option<chrono::DateTime<chrono::Utc>>>(open).bind(attempt);
        opened.fetch_one(&mut connection).await.unwrap().is_some()
    };

    assert!(!opens(101).await);
    assert!(opens(100).await);

    let forged = "update door.attempt set has_succeeded = true where in_a_row > 100";
    let refused = sqlx::raw_sql(forged).execute(&mut hotel.administrator().await).await.unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().constraint(), Some("attempt_guarded_fails"));
    app.stop().await;
}
