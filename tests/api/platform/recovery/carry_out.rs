//! Carrying it out: everybody is told, and nothing is removed yet.
use access::platform::OperatorRole;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use sqlx::ConnectOptions;

use super::{OWNER, arranges, ops, owner_with_an_app};
use crate::{
    identity::browser::{Browser, PASSWORD},
    platform::console::Console,
    support::Dns,
};

#[actix_web::test]
async fn everybody_is_told_at_once_and_the_owner_keeps_their_factor() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let (browser, _) = owner_with_an_app(&hotel).await;
    app.delivers().await;
    let before = app.mail().len();
    let one = ops(&app).await;
    one.proves(&dns).await;

    let done = one.carries_out_recovery_of(OWNER).await.is(200);

    let at = |name: &str| done.body[name].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
    assert_eq!(done.body["state"], "waiting");
    assert!((at("takes_effect_at") - at("carried_out_at") - TimeDelta::hours(72)).abs() < TimeDelta::seconds(5));
    assert_eq!(at("expires_at") - at("takes_effect_at"), TimeDelta::days(7));
    browser.views().await.is(200);
    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(202);
    let people = "select email from tenant.person where org_id = $1 and is_active";
    let people: Vec<String> =
        sqlx::query_scalar(people).bind(hotel.org_id).fetch_all(&mut app.administrator().await).await.unwrap();
    app.delivers().await;
    let told = app.mail().into_iter().skip(before).filter(|mail| !mail.to.ends_with("@operators.example"));
    let told: Vec<_> = told.collect();
    assert_eq!(told.len(), people.len(), "each of them once");
    for mail in &told {
        for word in ["Oda Finch (ops@operators.example)", "She lost her phone.", "harbour-house.example"] {
            assert!(mail.text.contains(word), "{word}: {}", mail.text);
        }
        assert_eq!(mail.text.contains("/stop-recovery#"), mail.to == OWNER, "{}", mail.to);
    }
    app.stop().await;
}

#[actix_web::test]
async fn the_other_operators_who_could_stop_it_and_those_of_security_are_told() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let roles = [("second", OperatorRole::Ops), ("watch", OperatorRole::Security), ("help", OperatorRole::Support)];
    for (name, role) in roles {
        Console::of(&app, role, &format!("{name}@operators.example")).await;
    }
    let one = ops(&app).await;

    one.announces(&dns).await;

    let told =
        app.mail().into_iter().filter(|mail| mail.subject.contains("brings back the last owner of harbour-house"));
    let told: Vec<_> = told.collect();
    let mut to: Vec<_> = told.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["second@operators.example", "watch@operators.example"]);
    assert!(told[0].text.contains("She lost her phone. (HD-2207)"), "{}", told[0].text);
    assert!(!told[0].text.contains(OWNER), "{}", told[0].text);
    app.stop().await;
}

#[actix_web::test]
async fn one_that_the_directory_has_forgotten_ends_when_another_is_announced() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let one = ops(&app).await;
    one.announces(&dns).await;
    let forgets = "delete from platform.recovery";
    sqlx::query(forgets).execute(&mut app.directory().connect().await.unwrap()).await.unwrap();

    one.announces(&dns).await;

    let states = "select state from tenant.owner_recovery order by asked_at";
    let states: Vec<String> = sqlx::query_scalar(states).fetch_all(&mut app.administrator().await).await.unwrap();
    assert_eq!(states, ["stopped", "waiting"]);
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_of_the_organisation_and_of_the_operators_say_who_and_why() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let one = ops(&app).await;
    one.announces(&dns).await;

    let event = "select principal, permission, detail from tenant.audit_event where action = 'owner_recovery.begun'";
    let (principal, permission, detail): (String, String, serde_json::Value) =
        sqlx::query_as(event).fetch_one(&mut app.administrator().await).await.unwrap();

    assert_eq!((&*principal, &*permission), ("operator", "platform.tenant_resume"));
    assert_eq!(
        (&detail["person_id"], &detail["domain"], &detail["reason"], &detail["ticket"]),
        (&json!(hotel.people.owner), &json!("harbour-house.example"), &json!("She lost her phone."), &json!("HD-2207"))
    );
    let told = "select action from platform.event where entity = 'organisation' order by id";
    let told: Vec<String> = sqlx::query_scalar(told).fetch_all(&mut app.administrator().await).await.unwrap();
    assert_eq!(told, ["recovery.begun", "recovery.proven", "recovery.carried_out"]);
    let said = "select count(*) from platform.event where detail::text like '%owner@%'";
    let said: i64 = sqlx::query_scalar(said).fetch_one(&mut app.administrator().await).await.unwrap();
    assert_eq!(said, 0, "no event of the directory has the address");
    app.stop().await;
}

#[actix_web::test]
async fn without_a_proof_of_the_last_hour_nothing_is_carried_out() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let mut one = ops(&app).await;
    one.carries_out_recovery_of(OWNER).await.is_refused(409, "recovery_not_begun");
    one.begins_recovery_of(OWNER).await.is(201);
    one.carries_out_recovery_of(OWNER).await.is_refused(409, "recovery_unproven");
    one.stops().await.is(200);
    one.proves(&dns).await;
    app.moves_clock("61 minutes").await;
    one.signs_in().await.is(200);

    one.carries_out_recovery_of(OWNER).await.is_refused(409, "recovery_unproven");

    one.checks().await.is(200);
    one.carries_out_recovery_of(OWNER).await.is(200);
    one.carries_out_recovery_of(OWNER).await.is_refused(409, "recovery_not_begun");
    app.stop().await;
}

#[actix_web::test]
async fn every_address_but_the_last_owners_is_refused_alike() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let mut one = ops(&app).await;
    one.proves(&dns).await;
    one.carries_out_recovery_of("owner@alder-clinic.example").await.is_refused(409, "recovery_domain_differs");

    // The owner has no second factor; nobody is called so; somebody else does not govern.
    one.carries_out_recovery_of(OWNER).await.is_refused(409, "recovery_impossible");
    one.carries_out_recovery_of("nobody@harbour-house.example").await.is_refused(409, "recovery_impossible");
    hotel.has_an_app(hotel.people.admin).await;
    one.carries_out_recovery_of("admin@harbour-house.example").await.is_refused(409, "recovery_impossible");
    // The owner has one, and so has somebody else who governs.
    hotel.has_an_app(hotel.people.owner).await;
    let other = hotel.somebody_who_may(&["grant.approve"]).await;
    one.carries_out_recovery_of(OWNER).await.is_refused(409, "recovery_impossible");

    arranges(&hotel, &format!("update tenant.person set is_active = false where id = '{}'", other.id)).await;
    one.signs_in().await.is(200);
    one.carries_out_recovery_of(OWNER).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_a_home_that_is_away_does_not_begin_is_not_carried_out() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let one = ops(&app).await;
    one.proves(&dns).await;
    let home = app.state.homes.find("eu1").unwrap();

    home.set_open(false);
    one.carries_out_recovery_of(OWNER).await.is_refused(503, "unavailable");
    home.set_open(true);

    assert_eq!(one.sees().await.is(200).body["state"], "proven");
    one.carries_out_recovery_of(OWNER).await.is(200);
    app.stop().await;
}
