use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use sqlx::Connection;
use uuid::Uuid;

use crate::{
    identity::browser::{Browser, REFRESH},
    support::{App, ORIGIN},
};

#[actix_web::test]
async fn a_refresh_gives_a_new_cookie_and_a_new_access_token() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;
    let before = browser.clone();

    let answer = browser.refreshes().await.is(200);

    assert_ne!(browser.refresh, before.refresh);
    assert_ne!(browser.token, before.token);
    assert_eq!(browser.csrf, before.csrf);
    assert_eq!(answer.body["expires_in_s"], 300);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let session = |answer: crate::support::Answer| answer.body["session"]["id"].as_str().unwrap().to_owned();
    assert_eq!(session(browser.views().await.is(200)), session(before.views().await.is(200)));
    app.stop().await;
}

#[actix_web::test]
async fn a_refresh_repeated_within_ten_seconds_gets_the_same_answer() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;
    let first = browser.tries_to_refresh().await.is(200);

    app.moves_clock("9 seconds").await;
    let second = browser.tries_to_refresh().await.is(200);

    assert_eq!(second.cookie("__Host-refresh"), first.cookie("__Host-refresh"));
    assert_eq!(second.body["access_token"], first.body["access_token"]);
    assert!((285..=291).contains(&second.body["expires_in_s"].as_i64().unwrap()), "{}", second.body);
    app.stop().await;
}

#[actix_web::test]
async fn tabs_that_refresh_at_once_get_the_same_successor() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;

    let answers = join_all((0..16).map(|_| browser.tries_to_refresh())).await;

    let mut cookies: Vec<_> = answers.into_iter().map(|answer| answer.is(200).cookie("__Host-refresh")).collect();
    cookies.dedup();
    assert_eq!(cookies.len(), 1);
    browser.refreshes().await.is(200);
    app.moves_clock("1 minute").await;
    browser.refreshes().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_late_tab_is_led_on_to_the_newest_token() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;
    let late = browser.clone();
    browser.refreshes().await.is(200);
    browser.refreshes().await.is(200);

    let answer = late.tries_to_refresh().await.is(200);

    assert_eq!(answer.cookie("__Host-refresh").unwrap().split(';').next(), Some(browser.refresh.as_str()));
    app.stop().await;
}

#[actix_web::test]
async fn a_token_used_again_later_ends_its_session_and_is_told_in_the_trail() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;
    let stolen = browser.clone();
    browser.refreshes().await.is(200);
    let session = browser.views().await.is(200).body["session"]["id"].as_str().unwrap().to_owned();

    app.moves_clock("11 seconds").await;
    stolen.tries_to_refresh().await.is_refused(401, "unauthenticated").forgets_cookies();

    browser.views().await.is_refused(401, "unauthenticated");
    browser.tries_to_refresh().await.is_refused(401, "unauthenticated").forgets_cookies();
    assert_eq!(hotel.actions_on(&session).await, ["session.created", "session.ended"]);
    let why: serde_json::Value =
        sqlx::query_scalar("select detail from tenant.audit_event where action = 'session.ended'")
            .fetch_one(&mut app.administrator().await)
            .await
            .unwrap();
    assert_eq!(why, serde_json::json!({ "because": "refresh_token_reused" }));
    app.stop().await;
}

#[actix_web::test]
async fn only_our_own_pages_refresh() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;
    let token = ("x-csrf-token", browser.csrf.as_str());
    let ours = ("origin", ORIGIN);

    for headers in [
        vec![ours],
        vec![ours, ("x-csrf-token", "")],
        vec![ours, ("x-csrf-token", "Nn0aG1l3pWm4x8VwUq2Jt7yq0k5o1c6d9e2f3g4h5i8")],
        vec![ours, token, token],
        vec![token],
        vec![token, ("origin", "https://evil.example")],
        vec![token, ("origin", "http://localhost:8080.evil.example")],
        vec![token, ("origin", "null")],
        vec![token, ours, ("sec-fetch-site", "cross-site")],
        vec![token, ours, ("sec-fetch-site", "same-site")],
        vec![token, ours, ("origin", "https://evil.example")],
    ] {
        let answer = browser.sends("POST", REFRESH, None, &headers).await;
        assert_eq!((answer.status, answer.body["code"].as_str()), (403, Some("csrf_refused")), "{headers:?}");
        assert_eq!(answer.cookie("__Host-refresh"), None);
    }

    browser.tries_to_refresh().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn without_its_cookie_nothing_is_refreshed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;
    let without_cookie = Browser { refresh: String::new(), ..browser.clone() };

    without_cookie.tries_to_refresh().await.is_refused(401, "unauthenticated");
    let bearer = format!("Bearer {}", browser.token);
    let headers = [("origin", ORIGIN), ("x-csrf-token", browser.csrf.as_str()), ("authorization", &bearer)];
    without_cookie.sends("POST", REFRESH, None, &headers).await.is_refused(401, "unauthenticated");

    app.stop().await;
}

#[actix_web::test]
async fn an_unused_session_ends_after_twelve_hours() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;

    app.moves_clock("11 hours 59 minutes").await;
    browser.refreshes().await.is(200);
    app.moves_clock("12 hours").await;

    browser.tries_to_refresh().await.is_refused(401, "unauthenticated").forgets_cookies();
    browser.views().await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn a_used_session_ends_after_twenty_four_hours() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;

    for _ in 0..3 {
        app.moves_clock("7 hours 59 minutes").await;
        browser.refreshes().await.is(200);
    }
    app.moves_clock("4 minutes").await;

    browser.tries_to_refresh().await.is_refused(401, "unauthenticated").forgets_cookies();
    app.stop().await;
}

#[actix_web::test]
async fn a_suspended_organisation_refreshes_nobody() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;
    let suspend = "update door.organisation set suspended_at = now()";
    sqlx::raw_sql(suspend).execute(&mut app.administrator().await).await.unwrap();

    browser.tries_to_refresh().await.is_refused(403, "organisation_suspended");

    app.stop().await;
}

#[actix_web::test]
async fn invented_tokens_are_refused_counted_and_slowed_down() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let real = hotel.owner_signs_in().await;
    let (home_and_family, secret) = real.refresh.split_once('.').unwrap();
    let invented = |number: usize| {
        let refresh = format!("{home_and_family}.{number:04}{}", &secret[4..]);
        Browser { refresh, ..real.clone() }
    };

    for number in 0..50 {
        let answer = invented(number).tries_to_refresh().await;
        answer.is_refused(401, "unauthenticated").forgets_cookies();
    }

    let answer = invented(50).tries_to_refresh().await.is_refused(429, "too_many_attempts");
    assert!(answer.header("retry-after").is_some());
    real.tries_to_refresh().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_cookie_of_no_shape_of_ours_is_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;

    for refresh in ["x", "eu1_", "eu1_a", ".", "_.", "zz9_a.b"] {
        let browser = Browser { refresh: refresh.into(), ..browser.clone() };
        let answer = browser.tries_to_refresh().await;
        assert_eq!((answer.status, answer.body["code"].as_str()), (403, Some("csrf_refused")), "{refresh}");
    }

    app.stop().await;
}

#[actix_web::test]
async fn two_exchanges_of_one_token_wait_for_each_other() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;
    let rotate = "select verdict, issued_at from door.rotate_refresh_token($1, sha256('next'), sha256('access'), interval '5 minutes', null, $2)";
    let hash = identity::secret_hash(&browser.refresh).to_vec();
    let (mut one, mut other) = (app.as_role("countersign_sign_in").await, app.as_role("countersign_sign_in").await);
    let rotated = || sqlx::query_as::<_, (String, DateTime<Utc>)>(rotate).bind(&hash).bind(Uuid::new_v4());
    let mut undecided = one.begin().await.unwrap();
    let first = rotated().fetch_one(&mut *undecided).await.unwrap();
    sqlx::raw_sql("set lock_timeout = '100ms'").execute(&mut other).await.unwrap();

    let impatient = rotated().fetch_one(&mut other).await;
    undecided.commit().await.unwrap();
    let second = rotated().fetch_one(&mut other).await.unwrap();

    assert_eq!(impatient.unwrap_err().as_database_error().unwrap().code().as_deref(), Some("55P03"));
    assert_eq!(first.0, "rotated");
    assert_eq!(second, first);
    app.stop().await;
}

#[actix_web::test]
async fn what_sign_ins_leave_behind_is_cleared_in_time() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;
    let left = async || -> (i64, i64, i64) {
        let count = "select (select count(*) from door.session), (select count(*) from door.refresh_token), (select count(*) from door.access_secret)";
        sqlx::query_as(count).fetch_one(&mut app.administrator().await).await.unwrap()
    };
    let database = &app.state.homes.iter().next().unwrap().database;

    database.clear_expired().await.unwrap();
    assert_eq!(left().await, (1, 1, 1));
    browser.views().await.is(200);
    app.moves_clock("49 hours").await;
    database.clear_expired().await.unwrap();
    assert_eq!(left().await, (1, 0, 0));
    app.moves_clock("90 days").await;
    database.clear_expired().await.unwrap();
    assert_eq!(left().await, (0, 0, 0));

    app.stop().await;
}
