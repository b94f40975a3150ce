//! Saying once more who one is.
use futures_util::future::join_all;

use super::id_of;
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{Answer, App},
};

const END_OTHERS: &str = "/v1/sessions/end-others";

async fn ends_others(browser: &Browser<'_>) -> Answer {
    browser.app.with_token(&browser.token).posts_nothing(END_OTHERS).await
}

#[actix_web::test]
async fn what_needs_a_recent_sign_in_is_done_after_the_password_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let (id, signed_in) = (id_of(&desk).await, desk.views().await.body["session"]["authenticated_at"].clone());
    desk.stays_for(6).await;

    let refused = ends_others(&desk).await.is_refused(401, "sign_in_too_old");

    let challenge = r#"Bearer realm="countersign", error="insufficient_user_authentication", max_age="300""#;
    assert_eq!(refused.header("www-authenticate"), Some(challenge));
    let before = desk.clone();
    desk.reauthenticates(PASSWORD).await.is(200);
    ends_others(&desk).await.is(200);
    // The same session under new secrets: those of before open nothing any more.
    assert_eq!(id_of(&desk).await, id);
    assert!(desk.views().await.body["session"]["authenticated_at"].as_str() > signed_in.as_str());
    before.views().await.is_refused(401, "unauthenticated");
    desk.stays_for(4).await;
    ends_others(&desk).await.is(200);
    desk.stays_for(2).await;
    ends_others(&desk).await.is_refused(401, "sign_in_too_old");
    app.stop().await;
}

#[actix_web::test]
async fn one_other_device_is_signed_out_by_the_same_rule() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, lost) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);
    let end = format!("/v1/sessions/{}/end", id_of(&lost).await);
    desk.stays_for(6).await;

    app.with_token(&desk.token).posts_nothing(&end).await.is_refused(401, "sign_in_too_old");

    desk.reauthenticates(PASSWORD).await.is(200);
    app.with_token(&desk.token).posts_nothing(&end).await.is(204);
    lost.tries_to_refresh().await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn what_needs_none_goes_on_without() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;

    desk.stays_for(30).await;

    desk.views().await.is(200);
    app.with_token(&desk.token).gets("/v1/people").await.is(200);
    app.with_token(&desk.token).gets("/v1/people/export").await.is_refused(401, "sign_in_too_old");
    app.stop().await;
}

#[actix_web::test]
async fn a_wrong_password_changes_nothing_and_counts_as_at_sign_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    desk.stays_for(6).await;

    for _ in 0..10 {
        desk.reauthenticates("wrong").await.is_refused(403, "password_refused");
    }

    desk.reauthenticates(PASSWORD).await.is_refused(429, "too_many_attempts");
    Browser::new(&app).tries("harbour-house", "owner@harbour-house.example", PASSWORD).await.is(429);
    desk.views().await.is(200);
    ends_others(&desk).await.is_refused(401, "sign_in_too_old");
    app.moves_clock("15 minutes 1 second").await;
    desk.refreshes().await.is(200);
    desk.reauthenticates(PASSWORD).await.is(200);
    ends_others(&desk).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_says_who_confirmed_and_who_failed_to() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;

    desk.reauthenticates("wrong").await.is(403);
    desk.reauthenticates(PASSWORD).await.is(200);

    let actions: Vec<String> = sqlx::query_scalar(
        "select action from tenant.audit_event where permission like 'session.%' order by occurred_at, id",
    )
    .fetch_all(&mut hotel.administrator().await)
    .await
    .unwrap();
    assert_eq!(actions, ["session.created", "session.refused", "session.reauthenticated"]);
    app.stop().await;
}

#[actix_web::test]
async fn without_the_cookie_its_proof_or_a_session_nothing_is_confirmed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let stranger = Browser::new(&app);

    stranger.tries_to_reauthenticate(PASSWORD).await.is_refused(401, "unauthenticated");
    let unproven = Browser { csrf: "x".repeat(43), ..desk.clone() };
    unproven.tries_to_reauthenticate(PASSWORD).await.is_refused(403, "csrf_refused");
    let unknown = Browser { refresh: format!("{}{}", &desk.refresh[..desk.refresh.len() - 4], "AAAA"), ..desk.clone() };
    unknown.tries_to_reauthenticate(PASSWORD).await.is_refused(401, "unauthenticated");
    desk.reauthenticates(PASSWORD).await.is(200);
    desk.leaves().await.is(204);
    desk.tries_to_reauthenticate(PASSWORD).await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn a_token_that_comes_too_late_ends_the_session() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let copied = desk.clone();
    desk.refreshes().await.is(200);
    app.moves_clock("11 seconds").await;

    copied.tries_to_reauthenticate(PASSWORD).await.is_refused(401, "unauthenticated").forgets_cookies();

    desk.views().await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn tabs_that_confirm_and_refresh_at_once_all_stay_signed_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;

    let refreshed = join_all((0..5).map(|_| desk.tries_to_refresh())).await;
    let confirmed = join_all((0..3).map(|_| desk.tries_to_reauthenticate(PASSWORD))).await;

    for answer in refreshed.into_iter().chain(confirmed) {
        answer.is(200);
    }
    desk.refreshes().await.is(200);
    desk.views().await.is(200);
    app.stop().await;
}
