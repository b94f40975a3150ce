//! Completing it: after the delay, with the record still there, and once.
use serde_json::json;

use super::{OWNER, arranges, ops, owner_with_an_app};
use crate::{
    identity::browser::{Browser, PASSWORD},
    platform::console::{Console, both, two},
    support::{App, Dns},
};

const LEFT: &str = "select (select count(*) from door.totp) + (select count(*) from door.recovery_code) + (select count(*) from door.passkey)
    + (select count(*) from door.known_device) + (select count(*) from door.session where ended_at is null and not is_key and expires_at > door.now() and last_used_at + idle_limit > door.now())";

async fn waits(app: &App, console: &mut Console<'_>, time: &str) {
    app.moves_clock(time).await;
    console.signs_in().await.is(200);
}

#[actix_web::test]
async fn after_three_days_the_password_alone_lets_the_owner_in_to_set_up_another_factor() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let (browser, phone) = owner_with_an_app(&hotel).await;
    let begun = browser.begins_sign_in(OWNER).await;
    let mut one = ops(&app).await;
    one.announces(&dns).await;
    one.completes().await.is_refused(409, "recovery_too_early");
    waits(&app, &mut one, "71 hours 58 minutes").await;
    one.completes().await.is_refused(409, "recovery_too_early");
    waits(&app, &mut one, "4 minutes").await;

    let done = one.completes().await.is(200);

    assert_eq!(done.body["state"], "completed");
    let left: i64 = sqlx::query_scalar(LEFT).fetch_one(&mut app.administrator().await).await.unwrap();
    assert_eq!(left, 0, "apps, codes, passkeys, known browsers and sign-ins");
    browser.views().await.is_refused(401, "unauthenticated");
    browser.tries_to_complete(&begun, &phone.shows_next().await).await.is_refused(401, "sign_in_expired");
    let owner = hotel.people.owner.to_string();
    assert_eq!(hotel.actions_on(&owner).await.last().map(String::as_str), Some("person.second_factor_removed"));
    let id = done.body["id"].as_str().unwrap();
    assert_eq!(hotel.actions_on(id).await, ["owner_recovery.begun", "owner_recovery.completed"]);
    let mut anew = Browser::new(&app);
    anew.signs_in("harbour-house", OWNER, PASSWORD).await.is(200);
    anew.sets_up_an_app().await;
    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(202);
    one.completes().await.is_refused(409, "recovery_not_begun");
    app.stop().await;
}

#[actix_web::test]
async fn everybody_is_told_that_it_is_done() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let mut one = ops(&app).await;
    one.announces(&dns).await;
    waits(&app, &mut one, "73 hours").await;

    one.completes().await.is(200);
    app.delivers().await;

    let people = "select count(*) from tenant.person where org_id = $1 and is_active";
    let people: i64 =
        sqlx::query_scalar(people).bind(hotel.org_id).fetch_one(&mut app.administrator().await).await.unwrap();
    let told = app.mail().into_iter().filter(|mail| mail.subject.ends_with("at Harbour House was removed")).count();
    assert_eq!(i64::try_from(told).unwrap(), people);
    app.stop().await;
}

#[actix_web::test]
async fn an_owner_of_whom_a_factor_is_demanded_at_once_gets_in_to_set_one_up() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    arranges(&hotel, "insert into tenant.security_policy (org_id, idle_minutes, lifetime_minutes, failures_max, failures_minutes, second_factor_grace_days) select org_id, 720, 1440, 20, 15, 0 from tenant.organisation").await;
    arranges(&hotel, "insert into tenant.second_factor_demand (org_id, role, since) select org_id, 'owner', door.now() from tenant.organisation").await;
    let mut one = ops(&app).await;
    one.announces(&dns).await;
    waits(&app, &mut one, "73 hours").await;
    one.completes().await.is(200);

    let mut anew = Browser::new(&app);
    anew.signs_in("harbour-house", OWNER, PASSWORD).await.is(200);
    anew.gets("/v1/people").await.is_refused(403, "second_factor_demanded");
    anew.sets_up_an_app().await;

    anew.gets("/v1/people").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_record_is_looked_for_once_more() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let mut one = ops(&app).await;
    one.announces(&dns).await;
    waits(&app, &mut one, "73 hours").await;
    dns.forgets();

    one.completes().await.is_refused(409, "recovery_record_absent");

    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(202);
    assert_eq!(one.sees().await.is(200).body["state"], "waiting");
    app.stop().await;
}

#[actix_web::test]
async fn what_nobody_completes_within_a_week_lapses() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let mut one = ops(&app).await;
    one.announces(&dns).await;

    waits(&app, &mut one, "10 days 1 minute").await;

    one.completes().await.is_refused(409, "recovery_not_begun");
    assert_eq!(one.sees().await.is(200).body["state"], "lapsed");
    one.announces(&dns).await;
    app.stop().await;
}

#[actix_web::test]
async fn an_organisation_that_was_closed_meanwhile_could_not_stop_it_so_it_stops() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let mut consoles = two(&app).await;
    consoles[0].announces(&dns).await;
    both(&consoles, "suspension", "harbour-house").await;
    both(&consoles, "resumption", "harbour-house").await;
    waits(&app, &mut consoles[0], "73 hours").await;

    consoles[0].completes().await.is_refused(409, "recovery_over");

    let seen = consoles[0].sees().await.is(200);
    assert_eq!((&seen.body["state"], &seen.body["ended_because"]), (&json!("stopped"), &json!("suspended")));
    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(202);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_does_not_govern_alone_any_more_is_helped_by_the_other() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let mut one = ops(&app).await;
    one.announces(&dns).await;
    hotel.somebody_who_may(&["grant.approve"]).await;
    waits(&app, &mut one, "73 hours").await;

    one.completes().await.is_refused(409, "recovery_over");

    assert_eq!(one.sees().await.is(200).body["ended_because"], "not_alone");
    app.stop().await;
}

#[actix_web::test]
async fn letters_that_did_not_leave_three_days_before_hold_it_up() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let mut one = ops(&app).await;
    one.carries_out_proven(&dns).await;
    waits(&app, &mut one, "73 hours").await;

    one.completes().await.is_refused(409, "recovery_untold");
    app.delivers().await;
    one.completes().await.is_refused(409, "recovery_untold");
    waits(&app, &mut one, "71 hours 58 minutes").await;
    one.completes().await.is_refused(409, "recovery_untold");
    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(202);
    waits(&app, &mut one, "4 minutes").await;

    one.completes().await.is(200);
    app.stop().await;
}

// Whoever holds the domain reads its mail: they could have had the password reset as well, and the owner not notice.
#[actix_web::test]
async fn an_owner_whose_password_or_domain_is_another_since_is_not_let_in() {
    for changed in [
        "update door.credential set changed_at = door.now()",
        "update tenant.person set email = 'owner@harbour-inn.example' where email = 'owner@harbour-house.example'",
    ] {
        let dns = Dns::start();
        let app = dns.app().await;
        let hotel = app.hotel().await;
        let _owner = owner_with_an_app(&hotel).await;
        let mut one = ops(&app).await;
        one.announces(&dns).await;
        arranges(&hotel, changed).await;
        waits(&app, &mut one, "73 hours").await;

        one.completes().await.is_refused(409, "recovery_over");

        assert_eq!(one.sees().await.is(200).body["ended_because"], "account_changed", "{changed}");
        let left: i64 = sqlx::query_scalar("select count(*) from door.totp")
            .fetch_one(&mut app.administrator().await)
            .await
            .unwrap();
        assert_eq!(left, 1, "{changed}");
        app.stop().await;
    }
}
