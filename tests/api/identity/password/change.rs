//! Choosing another password.
use futures_util::future::{join, join_all};
use serde_json::json;

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::App,
};

const OWNER: &str = "owner@harbour-house.example";
const OTHER: &str = "lanterns over the meadow";

#[actix_web::test]
async fn a_new_password_takes_the_place_of_the_old_one_and_the_session_goes_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let before = desk.clone();

    desk.changes_password(PASSWORD, OTHER).await.is(200);

    // The same session under new secrets: those of before open nothing any more.
    let view = desk.views().await.is(200);
    before.views().await.is_refused(401, "unauthenticated");
    desk.refreshes().await.is(200);
    assert_eq!(desk.views().await.body["session"]["id"], view.body["session"]["id"]);
    let stranger = Browser::new(&app);
    stranger.tries("harbour-house", OWNER, PASSWORD).await.is_refused(401, "sign_in_refused");
    stranger.tries("harbour-house", OWNER, OTHER).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn every_other_session_and_every_link_ends_with_the_old_password() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, phone) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);
    let somebody = hotel.requester().await;
    let link = hotel.makes_link(hotel.people.owner).await;
    let ended = phone.views().await.body["session"]["id"].clone();

    desk.changes_password(PASSWORD, OTHER).await.is(200);

    phone.views().await.is_refused(401, "unauthenticated");
    phone.tries_to_refresh().await.is_refused(401, "unauthenticated");
    phone.posts("/v1/link/read", json!({ "link": link })).await.is_refused(404, "link_spent");
    somebody.gets("/v1/session").await.is(200);
    let detail: serde_json::Value =
        sqlx::query_scalar("select detail from tenant.audit_event where action = 'password.changed'")
            .fetch_one(&mut hotel.administrator().await)
            .await
            .unwrap();
    assert_eq!(detail, json!({ "ended": [ended] }));
    app.stop().await;
}

#[actix_web::test]
async fn it_counts_as_a_recent_sign_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    desk.stays_for(6).await;
    app.with_token(&desk.token).posts_nothing("/v1/sessions/end-others").await.is_refused(401, "sign_in_too_old");

    desk.changes_password(PASSWORD, OTHER).await.is(200);

    app.with_token(&desk.token).posts_nothing("/v1/sessions/end-others").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_wrong_password_changes_nothing_and_counts_as_at_sign_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;

    for _ in 0..10 {
        desk.changes_password("wrong", OTHER).await.is_refused(403, "password_refused");
    }

    let waits = desk.changes_password(PASSWORD, OTHER).await.is_refused(429, "too_many_attempts");
    assert!(waits.header("retry-after").is_some());
    desk.views().await.is(200);
    app.moves_clock("15 minutes 1 second").await;
    let stranger = Browser::new(&app);
    stranger.tries("harbour-house", OWNER, OTHER).await.is_refused(401, "sign_in_refused");
    stranger.tries("harbour-house", OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_new_password_that_is_refused_changes_nothing_and_is_no_wrong_try() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let refused = [
        ("fourteen chars", "too_short"),
        (&"a long one ".repeat(24), "too_long"),
        ("countersign 2026!", "too_obvious"),
        ("Harbour House 2026", "too_obvious"),
        (OWNER, "too_obvious"),
        ("Olga Owner Olga Owner", "too_obvious"),
        ("30secondstomars", "too_obvious"),
        (PASSWORD, "unchanged"),
    ];

    for (password, rule) in refused.iter().chain(&refused) {
        desk.changes_password(PASSWORD, password).await.is_invalid("new_password", rule);
    }

    desk.views().await.is(200);
    desk.changes_password(PASSWORD, OTHER).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn without_the_cookie_its_proof_or_a_session_nothing_is_changed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = hotel.owner_signs_in().await;

    Browser::new(&app).tries_to_change_password(PASSWORD, OTHER).await.is_refused(401, "unauthenticated");
    let unproven = Browser { csrf: "x".repeat(43), ..desk.clone() };
    unproven.tries_to_change_password(PASSWORD, OTHER).await.is_refused(403, "csrf_refused");
    desk.leaves().await.is(204);
    desk.tries_to_change_password(PASSWORD, OTHER).await.is_refused(401, "unauthenticated");

    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn of_two_sessions_that_change_it_at_once_one_goes_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (desk, phone) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);
    let from_phone = "kites above the quarry";

    let (first, second) =
        join(desk.tries_to_change_password(PASSWORD, OTHER), phone.tries_to_change_password(PASSWORD, from_phone))
            .await;

    let (won, lost, chosen) = if first.status == 200 { (first, second, OTHER) } else { (second, first, from_phone) };
    won.is(200);
    lost.is_refused(401, "unauthenticated");
    Browser::new(&app).tries("harbour-house", OWNER, chosen).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn tabs_that_refresh_meanwhile_stay_signed_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;

    let (refreshed, changed) = join(
        join_all((0..5).map(|_| desk.tries_to_refresh())),
        join(desk.tries_to_change_password(PASSWORD, OTHER), desk.tries_to_change_password(PASSWORD, OTHER)),
    )
    .await;

    for answer in refreshed {
        answer.is(200);
    }
    // The second finds that its password is the one of before.
    let mut statuses = [changed.0.status, changed.1.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 403]);
    desk.refreshes().await.is(200);
    desk.views().await.is(200);
    app.stop().await;
}
