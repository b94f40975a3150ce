//! Setting the rules, and what follows from them.
use serde_json::json;

use super::{
    super::{lacks, needs_the_revision_seen, newest_detail},
    PATH,
};
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::App,
};

const OWNER: &str = "owner@harbour-house.example";

#[actix_web::test]
async fn an_owner_sets_every_rule_and_the_trail_says_which() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let new = json!({ "idle_minutes": 30, "lifetime_minutes": 600, "failures_max": 5, "failures_minutes": 60 });

    let after = owner.patches(PATH, new.clone(), 1).await.is(200);

    for (field, value) in new.as_object().unwrap() {
        assert_eq!(&after.body[field], value, "{field}");
    }
    assert_eq!(owner.gets(PATH).await.body, after.body);
    owner.patches(PATH, json!({ "failures_max": 6 }), 2).await.is(200);
    let org_id = hotel.org_id.to_string();
    assert_eq!(newest_detail(&hotel, &org_id).await, json!({ "changed": ["failures_max"] }));
    assert_eq!(hotel.actions_on(&org_id).await.last().map(String::as_str), Some("security_policy.updated"));
    app.stop().await;
}

#[actix_web::test]
async fn a_broken_rule_changes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let before = owner.gets(PATH).await.is(200);

    for (body, field, rule) in [
        (json!({ "idle_minutes": 4 }), "idle_minutes", "range"),
        (json!({ "lifetime_minutes": 1441 }), "lifetime_minutes", "range"),
        (json!({ "failures_max": 21 }), "failures_max", "range"),
        (json!({ "failures_minutes": 0 }), "failures_minutes", "range"),
        (json!({ "idle_minutes": 61, "lifetime_minutes": 60 }), "idle_minutes", "longer_than_lifetime"),
        (json!({ "idle_minutes": null }), "idle_minutes", "wrong_type"),
        (json!({ "revision": 3 }), "revision", "unknown_field"),
    ] {
        owner.patches(PATH, body, 1).await.is_invalid(field, rule);
    }
    assert_eq!(owner.gets(PATH).await.body, before.body);
    app.stop().await;
}

#[actix_web::test]
async fn an_update_is_made_on_the_revision_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    needs_the_revision_seen(&hotel.owner().await, PATH, json!({ "failures_max": 7 })).await;
    app.stop().await;
}

#[actix_web::test]
async fn only_an_owner_sets_them() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    for person in [hotel.admin().await, hotel.auditor().await, hotel.general_manager().await] {
        lacks(&person, "security_policy.update", "PATCH", PATH, Some(json!({ "failures_max": 7 }))).await;
    }
    app.stop().await;
}

#[actix_web::test]
async fn sign_ins_that_live_are_shortened_at_once_and_those_of_others_are_not() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (mut desk, mut elsewhere) = (hotel.owner_signs_in().await, clinic.owner_signs_in().await);

    hotel.owner().await.patches(PATH, json!({ "idle_minutes": 10, "lifetime_minutes": 60 }), 1).await.is(200);

    for _ in 0..6 {
        app.moves_clock("9 minutes").await;
        desk.refreshes().await.is(200);
        elsewhere.refreshes().await.is(200);
    }
    app.moves_clock("7 minutes").await;
    desk.tries_to_refresh().await.is_refused(401, "unauthenticated");
    elsewhere.refreshes().await.is(200);
    // What is opened now lives as long as the rules say, and ends unused as they say.
    let desk = hotel.owner_signs_in().await;
    app.moves_clock("11 minutes").await;
    desk.tries_to_refresh().await.is_refused(401, "unauthenticated");
    elsewhere.refreshes().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn longer_limits_lengthen_no_sign_in_that_lives() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    owner.patches(PATH, json!({ "idle_minutes": 10, "lifetime_minutes": 60 }), 1).await.is(200);
    let desk = hotel.owner_signs_in().await;

    owner.patches(PATH, json!({ "idle_minutes": 720, "lifetime_minutes": 1440 }), 2).await.is(200);

    app.moves_clock("11 minutes").await;
    desk.tries_to_refresh().await.is_refused(401, "unauthenticated");
    let desk = hotel.owner_signs_in().await;
    app.moves_clock("61 minutes").await;
    desk.tries_to_refresh().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn an_account_waits_by_the_rules_of_its_own_organisation() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    hotel.gives_password(hotel.people.owner).await;
    clinic.gives_password(clinic.people.owner).await;
    hotel.owner().await.patches(PATH, json!({ "failures_max": 3, "failures_minutes": 60 }), 1).await.is(200);
    let stranger = Browser::at(&app, [127, 0, 0, 2]);
    let clinics = "owner@alder-clinic.example";

    for _ in 0..3 {
        stranger.tries("harbour-house", OWNER, "wrong").await.is_refused(401, "sign_in_refused");
        stranger.tries("alder-clinic", clinics, "wrong").await.is_refused(401, "sign_in_refused");
    }

    let waits = stranger.tries("harbour-house", OWNER, PASSWORD).await.is_refused(429, "too_many_attempts");
    let wait: u32 = waits.header("retry-after").unwrap().parse().unwrap();
    assert!((3500..=3600).contains(&wait), "{wait}");
    stranger.tries("alder-clinic", clinics, PASSWORD).await.is(200);
    // The window is the organisation's too.
    app.moves_clock("59 minutes").await;
    stranger.tries("harbour-house", OWNER, PASSWORD).await.is(429);
    app.moves_clock("1 minute 1 second").await;
    stranger.tries("harbour-house", OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_known_waits_by_the_same_rules() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.owner().await.patches(PATH, json!({ "failures_max": 3 }), 1).await.is(200);
    let stranger = Browser::at(&app, [127, 0, 0, 2]);

    for _ in 0..3 {
        stranger.tries("harbour-house", "nobody@harbour-house.example", "wrong").await.is(401);
    }

    stranger.tries("harbour-house", "nobody@harbour-house.example", "wrong").await.is_refused(429, "too_many_attempts");
    app.stop().await;
}
