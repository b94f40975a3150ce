//! Carrying out a deletion: from then on the organisation is closed, and nothing of it is lost yet.
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::{
    identity::browser::{Browser, PASSWORD},
    platform::console::{delete, two},
    support::{App, ORIGIN},
};

const OWNER: &str = "owner@harbour-house.example";

fn moment(value: &Value) -> DateTime<Utc> {
    value.as_str().unwrap().parse().unwrap()
}

#[actix_web::test]
async fn whoever_asked_for_it_does_not_carry_it_out() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let [one, other] = two(&app).await;
    other.carries_out("deletion", "harbour-house").await.is_refused(409, "suspension_not_asked");
    one.asks_to_delete("harbour-house").await.is(201);

    one.carries_out("deletion", "harbour-house").await.is_refused(409, "suspension_by_oneself");
    other.carries_out("suspension", "harbour-house").await.is_refused(409, "suspension_not_asked");

    hotel.owner().await.gets("/v1/session").await.is(200);
    let done = other.carries_out("deletion", "harbour-house").await.is(200);
    assert_ne!(done.body["asked_by"], done.body["carried_out_by"]);
    other.carries_out("deletion", "harbour-house").await.is_refused(409, "suspension_not_asked");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_gets_in_nothing_is_lost_and_it_is_due_in_seven_days() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;
    let rows = "select (select count(*) from tenant.person) + (select count(*) from tenant.permission_grant)
        + (select count(*) from door.credential) + (select count(*) from tenant.audit_event)";
    let mut connection = app.administrator().await;
    let before: i64 = sqlx::query_scalar(rows).fetch_one(&mut connection).await.unwrap();
    let consoles = two(&app).await;

    let done = delete(&consoles, "harbour-house").await;

    let (deletes_at, at) = (moment(&done.body["deletes_at"]), moment(&done.body["carried_out_at"]));
    assert!((deletes_at - at - TimeDelta::days(7)).abs() < TimeDelta::seconds(5), "{}", done.body);
    browser.views().await.is_refused(403, "organisation_suspended");
    browser.refreshes().await.is_refused(403, "organisation_suspended");
    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is_refused(403, "organisation_suspended");
    Browser::new(&app)
        .tries("harbour-house", OWNER, "lilies under the bridge")
        .await
        .is_refused(401, "sign_in_refused");
    let after: i64 = sqlx::query_scalar(rows).fetch_one(&mut connection).await.unwrap();
    // One of the deletion, one of the wrong password.
    assert_eq!(after, before + 2);
    let seen = consoles[0].gets("/v1/operator/organisations").await.is(200);
    let item = &seen.body["items"][0];
    assert_eq!((&item["state"], &item["deletes_at"]), (&"deleting".into(), &done.body["deletes_at"]));
    assert!(moment(&item["since"]) < deletes_at && item["people"].is_number());
    app.stop().await;
}

#[actix_web::test]
async fn its_trail_says_who_decided_and_its_owners_are_told_until_when_it_can_be_undone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.owner_signs_in().await;
    app.delivers().await;
    let before = app.mail().len();
    let consoles = two(&app).await;

    let done = delete(&consoles, "harbour-house").await;
    app.delivers().await;

    let event =
        "select principal, permission, detail from tenant.audit_event where action = 'organisation.deletion_begun'";
    let (principal, permission, detail): (String, String, Value) =
        sqlx::query_as(event).fetch_one(&mut app.administrator().await).await.unwrap();
    assert_eq!((&*principal, &*permission), ("operator", "platform.tenant_delete"));
    assert_eq!((&detail["reason"], &detail["ended"]), (&"The contract has ended.".into(), &1.into()));
    assert_eq!(
        (&detail["asked_by"], &detail["carried_out_by"]),
        (&done.body["asked_by"], &done.body["carried_out_by"])
    );
    assert_eq!(moment(&detail["deletes_at"]), moment(&done.body["deletes_at"]));
    let mails = app.mail_to(OWNER);
    let told: Vec<_> = mails.iter().filter(|mail| mail.subject.contains("will be deleted on")).collect();
    let [mail] = &told[..] else { panic!("{mails:?}") };
    for words in ["The contract has ended.", "help@countersign.example", "deleted for good"] {
        assert!(mail.text.contains(words), "{words}: {}", mail.text);
    }
    let of_ours = app.mail().iter().filter(|mail| !mail.to.ends_with("@operators.example")).count();
    assert_eq!(of_ours, before + told.len(), "nobody else of the organisation is told");
    app.stop().await;
}

#[actix_web::test]
async fn what_a_home_that_is_away_cannot_begin_is_not_decided_either() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let _clinic = app.clinic().await;
    let consoles = two(&app).await;
    let home = app.state.homes.find("us1").unwrap();
    consoles[0].asks_to_delete("alder-clinic").await.is(201);

    home.set_open(false);
    consoles[1].carries_out("deletion", "alder-clinic").await.is_refused(503, "unavailable");
    home.set_open(true);

    let seen = consoles[1].gets("/v1/operator/organisations").await.is(200);
    assert_eq!(
        (&seen.body["items"][0]["state"], &seen.body["items"][0]["waiting"]["act"]),
        (&"active".into(), &"delete".into())
    );
    consoles[1].carries_out("deletion", "alder-clinic").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_goes_away_or_signs_out_meanwhile_does_not_part_the_home_from_the_directory() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let [one, other] = two(&app).await;
    one.asks_to_delete("harbour-house").await.is(201);
    let path = "/v1/operator/organisations/harbour-house/deletion/carry-out";
    let code = other.learns_code(&other.posts_nothing(path).await).await;
    let mut administrator = app.administrator().await;
    let mut lock = sqlx::Connection::begin(&mut administrator).await.unwrap();
    sqlx::query("select from door.organisation where org_id = $1 for update")
        .bind(hotel.org_id)
        .execute(&mut *lock)
        .await
        .unwrap();

    // The home keeps it waiting: it cannot be answered before its caller has gone.
    let patience = Duration::from_secs(2);
    let answer = actix_web::rt::time::timeout(patience, other.confirms(path, &code)).await;
    assert!(answer.is_err(), "{answer:?}");
    let end = [("origin", ORIGIN), ("x-csrf-token", other.csrf.as_str())];
    let leaves = other.sends("DELETE", "/v1/operator/session", None, &end);
    let (left, released) = futures_util::future::join(leaves, async {
        actix_web::rt::time::sleep(Duration::from_millis(300)).await;
        lock.commit().await
    })
    .await;
    released.unwrap();
    assert_eq!(left.status, 204, "{left:?}");

    let seen = one.gets("/v1/operator/organisations").await.is(200);
    assert_eq!(seen.body["items"][0]["state"], "deleting");
    let told = one.gets("/v1/operator/events").await;
    let kept = "select count(*) from platform.standing_change where act = 'delete' and carried_out_at is not null";
    let kept: i64 = sqlx::query_scalar(kept).fetch_one(&mut app.administrator().await).await.unwrap();
    assert_eq!(kept, 1, "{told:?}");
    app.stop().await;
}
