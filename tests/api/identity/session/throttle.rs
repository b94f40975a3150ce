//! Guessing is slowed down, and cannot be used to lock anybody out.
use futures_util::future::join_all;
use sqlx::{AssertSqlSafe, Connection};
use uuid::Uuid;

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{Answer, App},
};

const OWNER: &str = "owner@harbour-house.example";
const HERE: [u8; 4] = [127, 0, 0, 1];
const ELSEWHERE: [u8; 4] = [127, 0, 0, 2];

async fn fails(browser: &Browser<'_>, email: &str, times: usize) {
    for _ in 0..times {
        browser.tries("harbour-house", email, "wrong").await.is_refused(401, "sign_in_refused");
    }
}

#[track_caller]
fn must_wait(answer: Answer, at_most_s: u32) {
    let answer = answer.is_refused(429, "too_many_attempts");
    let wait: u32 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=at_most_s).contains(&wait), "{wait}");
}

#[actix_web::test]
async fn after_ten_failures_even_the_right_password_waits_a_quarter_of_an_hour() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let browser = Browser::at(&app, HERE);

    fails(&browser, OWNER, 10).await;

    must_wait(browser.tries("harbour-house", OWNER, "wrong").await, 900);
    must_wait(browser.tries("harbour-house", OWNER, PASSWORD).await, 900);
    app.moves_clock("14 minutes").await;
    must_wait(browser.tries("harbour-house", OWNER, PASSWORD).await, 60);
    app.moves_clock("1 minute 1 second").await;
    browser.tries("harbour-house", OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_stranger_is_throttled_like_a_known_person() {
    let app = App::start().await;
    app.hotel().await;
    let browser = Browser::at(&app, HERE);

    fails(&browser, "nobody@harbour-house.example", 10).await;

    must_wait(browser.tries("harbour-house", "nobody@harbour-house.example", "wrong").await, 900);
    app.stop().await;
}

#[actix_web::test]
async fn waiting_is_not_lengthened_by_trying() {
    let app = App::start().await;
    app.hotel().await;
    let browser = Browser::at(&app, HERE);
    fails(&browser, OWNER, 10).await;
    app.moves_clock("10 minutes").await;

    for _ in 0..20 {
        must_wait(browser.tries("harbour-house", OWNER, "wrong").await, 300);
    }

    app.moves_clock("5 minutes 1 second").await;
    fails(&browser, OWNER, 1).await;
    app.stop().await;
}

#[actix_web::test]
async fn a_success_forgives_the_failures_before_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let browser = Browser::at(&app, HERE);

    for _ in 0..3 {
        fails(&browser, OWNER, 9).await;
        browser.tries("harbour-house", OWNER, PASSWORD).await.is(200);
    }

    app.stop().await;
}

#[actix_web::test]
async fn strangers_cannot_lock_a_person_out_of_a_familiar_network() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let (owner, attacker) = (Browser::at(&app, HERE), Browser::at(&app, ELSEWHERE));
    owner.tries("harbour-house", OWNER, PASSWORD).await.is(200);

    fails(&attacker, OWNER, 10).await;

    must_wait(attacker.tries("harbour-house", OWNER, "wrong").await, 900);
    owner.tries("harbour-house", OWNER, PASSWORD).await.is(200);
    must_wait(attacker.tries("harbour-house", OWNER, PASSWORD).await, 900);
    app.stop().await;
}

#[actix_web::test]
async fn fifty_failures_of_a_network_stop_it_and_no_other() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let (attacker, owner) = (Browser::at(&app, ELSEWHERE), Browser::at(&app, HERE));

    for person in 0..50 {
        fails(&attacker, &format!("person{person}@harbour-house.example"), 1).await;
    }

    must_wait(attacker.tries("harbour-house", "another@harbour-house.example", "wrong").await, 900);
    must_wait(attacker.tries("nowhere", OWNER, "wrong").await, 900);
    owner.tries("harbour-house", OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn guesses_sent_at_once_are_counted_one_by_one() {
    let app = App::start().await;
    app.hotel().await;
    let browser = Browser::at(&app, HERE);

    let answers = join_all((0..30).map(|_| browser.tries("harbour-house", OWNER, "wrong"))).await;

    let (checked, waiting): (Vec<_>, Vec<_>) = answers.iter().map(|answer| answer.status).partition(|s| *s == 401);
    assert_eq!((checked.len(), waiting), (10, vec![429; 20]));
    app.stop().await;
}

#[actix_web::test]
async fn two_guesses_at_one_account_wait_for_each_other() {
    let app = App::start().await;
    // As it is called, and as a build from before organisations had rules calls it.
    for arguments in ["'harbour-house', 'one'", "'other'"] {
        let begin = format!(
            "select attempt_id from door.begin_attempt({arguments}, '192.0.2.1', 1, 50, interval '15 minutes')"
        );
        let guesses = || sqlx::query_scalar::<_, Option<Uuid>>(AssertSqlSafe(begin.clone()));
        let (mut one, mut other) = (app.as_role("countersign_sign_in").await, app.as_role("countersign_sign_in").await);
        let mut undecided = one.begin().await.unwrap();
        let first = guesses().fetch_one(&mut *undecided).await.unwrap();
        sqlx::raw_sql("set lock_timeout = '100ms'").execute(&mut other).await.unwrap();

        let impatient = guesses().fetch_one(&mut other).await;
        undecided.commit().await.unwrap();
        let second = guesses().fetch_one(&mut other).await.unwrap();

        assert_eq!(impatient.unwrap_err().as_database_error().unwrap().code().as_deref(), Some("55P03"));
        assert!(first.is_some());
        assert_eq!(second, None);
    }
    app.stop().await;
}

#[actix_web::test]
async fn two_addresses_of_one_ipv6_subscriber_are_one_network() {
    let app = App::start().await;
    let near = "select door.neighbourhood('2001:db8:1:2:3::4') = door.neighbourhood('2001:db8:1:2:ffff::1')
        and door.neighbourhood('2001:db8:1:2::1') <> door.neighbourhood('2001:db8:1:3::1')
        and door.neighbourhood('192.0.2.1') <> door.neighbourhood('192.0.2.2')
        and door.neighbourhood(null) = door.neighbourhood('0.0.0.0')";

    let holds: bool = sqlx::query_scalar(near).fetch_one(&mut app.administrator().await).await.unwrap();

    assert!(holds);
    app.stop().await;
}
