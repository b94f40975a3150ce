//! Asking for another address of one's own.
use serde_json::{Value, json};
use sqlx::Connection;

use super::{
    super::{changes_of, lacks, newest_detail},
    PATH,
};
use crate::{
    identity::{
        browser::Browser,
        email_link::{NEW, OLD, asks, wishes},
    },
    support::App,
};

const ASK: &str = "/v1/profile/change-email";
const CONFIRM: &str = "/v1/email-link/confirm";

#[actix_web::test]
async fn both_mailboxes_are_asked_and_the_profile_says_what_it_waits_for() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    let asked = asks(&requester, " Rosa@Inns.Example ").await.is(200);

    let change = &asked.body["email_change"];
    assert_eq!((&asked.body["email"], &change["email"]), (&json!(OLD), &json!(NEW)));
    assert_eq!((&change["is_old_confirmed"], &change["is_new_confirmed"]), (&json!(false), &json!(false)));
    assert_eq!(asked.revision(), 1);
    assert_eq!(requester.gets(PATH).await.is(200).body, asked.body);
    app.delivers().await;
    let mut to: Vec<_> = app.mail().into_iter().map(|mail| mail.to).collect();
    to.sort_unstable();
    assert_eq!(to, [OLD, NEW]);
    app.stop().await;
}

#[actix_web::test]
async fn the_profile_says_which_mailbox_has_agreed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let links = wishes(&requester, OLD, NEW).await;

    Browser::new(&app).posts(CONFIRM, json!({ "link": links.new })).await.is(200);

    let change = requester.gets(PATH).await.is(200).body["email_change"].clone();
    assert_eq!((&change["is_old_confirmed"], &change["is_new_confirmed"]), (&json!(false), &json!(true)));
    app.stop().await;
}

#[actix_web::test]
async fn an_address_that_cannot_be_is_told_by_its_field() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    asks(&requester, "no address").await.is_invalid("email", "email");
    asks(&requester, "REQUESTER@harbour-house.example").await.is_invalid("email", "unchanged");
    asks(&requester, "owner@harbour-house.example").await.is_invalid("email", "taken");
    requester.posts(ASK, json!({})).await.is_invalid("email", "required");

    assert!(requester.gets(PATH).await.is(200).body["email_change"].is_null());
    app.delivers().await;
    assert_eq!(app.mail(), []);
    app.stop().await;
}

#[actix_web::test]
async fn a_second_wish_makes_the_first_void() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let first = wishes(&requester, OLD, "rosa@first.example").await;
    let browser = Browser::new(&app);
    browser.posts(CONFIRM, json!({ "link": first.old })).await.is(200);

    let second = wishes(&requester, OLD, NEW).await;

    browser.posts(CONFIRM, json!({ "link": first.new })).await.is_refused(404, "email_link_spent");
    for link in [second.new, second.old] {
        browser.posts(CONFIRM, json!({ "link": link })).await.is(200);
    }
    assert_eq!(requester.gets(PATH).await.is(200).body["email"], NEW);
    app.stop().await;
}

#[actix_web::test]
async fn five_wishes_within_a_day_are_enough() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    for number in 0..5 {
        asks(&requester, &format!("rosa{number}@inns.example")).await.is(200);
    }

    asks(&requester, NEW).await.is_refused(409, "too_many_email_changes");
    asks(&hotel.head().await, NEW).await.is(200);
    app.moves_clock("24 hours").await;
    asks(&hotel.requester().await, "rosa@later.example").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_wish_that_is_over_is_forgotten() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    asks(&hotel.requester().await, NEW).await.is(200);
    let kept = async || {
        let kept: Vec<Option<String>> = sqlx::query_scalar("select email from door.email_change")
            .fetch_all(&mut hotel.administrator().await)
            .await
            .unwrap();
        kept
    };
    let database = &app.home(hotel.home).database;
    assert_eq!(kept().await, [Some(NEW.to_owned())]);

    app.moves_clock("1 hour 1 second").await;
    assert!(hotel.requester().await.gets(PATH).await.is(200).body["email_change"].is_null());
    database.clear_expired().await.unwrap();
    assert_eq!(kept().await, [None]);

    app.moves_clock("2 days").await;
    database.clear_expired().await.unwrap();
    assert_eq!(kept().await, Vec::<Option<String>>::new());
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_keeps_no_address_in_clear() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let id = requester.id.to_string();
    let links = wishes(&requester, OLD, NEW).await;
    assert_eq!(newest_detail(&hotel, &id).await, json!({}));

    for link in [links.old, links.new] {
        Browser::new(&app).posts(CONFIRM, json!({ "link": link })).await.is(200);
    }

    assert_eq!(newest_detail(&hotel, &id).await, json!({ "ended": [] }));
    let change = changes_of(&hotel, &id).await.pop().unwrap();
    let commitments = [&change.before, &change.after].map(|side| side["email"]["personal"].clone());
    assert!(commitments.iter().all(Value::is_string) && commitments[0] != commitments[1], "{commitments:?}");
    let details = "select detail::text from tenant.audit_event where detail is not null and action like '%email%'";
    let details: Vec<String> = sqlx::query_scalar(details).fetch_all(&mut hotel.administrator().await).await.unwrap();
    assert!(details.iter().all(|detail| !detail.contains(NEW) && !detail.contains(OLD)));
    app.stop().await;
}

#[actix_web::test]
async fn no_statement_of_the_services_role_sets_an_address_or_whether_somebody_is_active() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let mut plane = app.as_role("countersign_tenant").await;

    for column in ["email = 'rosa@inns.example'", "name = 'Somebody'", "is_active = true", "department_id = null"] {
        let mut tx = plane.begin().await.unwrap();
        requester.begins(&mut tx, "profile.change_email", uuid::Uuid::new_v4()).await;
        let set = format!("update tenant.person set {column} where id = door.person_id()");
        let refused = sqlx::raw_sql(sqlx::AssertSqlSafe(set)).execute(&mut *tx).await.unwrap_err();
        let code = refused.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned));
        assert_eq!(code.as_deref(), Some("42501"), "{column}");
        tx.rollback().await.unwrap();
    }

    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_asks() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let somebody = hotel.somebody_who_may(&["session.view", "profile.update"]).await;

    lacks(&somebody, "profile.change_email", "POST", ASK, Some(json!({ "email": NEW }))).await;
    app.stop().await;
}
