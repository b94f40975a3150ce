//! Opening what an owner agreed to, and going on in it.
use serde_json::json;

use crate::support::{App, SupportOperator, operator::decides};

#[actix_web::test]
async fn it_opens_once_an_owner_agreed_and_its_time_runs_from_then() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let id = oda.is_let_in(&hotel, 30).await;
    app.moves_clock("2 hours").await;

    let opened = oda.opens(&id).await.is(200);

    assert_eq!(
        (&opened.body["organisation"], &opened.body["name"]),
        (&json!("harbour-house"), &json!("Harbour House"))
    );
    let person = app.with_token(opened.body["access_token"].as_str().unwrap());
    person.gets("/v1/suppliers").await.is(200);
    let listed = &oda.lists().await.body["items"][0];
    assert_eq!((&listed["state"], &listed["closes_at"]), (&json!("open"), &opened.body["closes_at"]));
    assert_eq!(
        hotel.actions_on(&id).await,
        ["support_access.asked", "support_access.approved", "support_access.opened", "support_access.read"]
    );
    app.stop().await;
}

#[actix_web::test]
async fn its_time_ends_to_the_second() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let (_, id) = oda.reads(&hotel, 5).await;
    // The clock of tests stands so that this many seconds are left.
    let left = async |seconds: i32| {
        let turn = "update door.test_clock set moved = (select closes_at from tenant.support_access) - clock_timestamp() - make_interval(secs => $1)";
        sqlx::query(turn).bind(f64::from(seconds)).execute(&mut app.administrator().await).await.unwrap();
    };

    left(20).await;
    let person = oda.goes_on(&id).await;
    person.gets("/v1/suppliers").await.is(200);
    assert_eq!(oda.lists().await.body["items"][0]["state"], "open");
    left(0).await;

    person.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    oda.opens(&id).await.is_refused(409, "support_access_not_open");
    assert_eq!(oda.lists().await.body["items"][0]["state"], "ended");
    app.stop().await;
}

#[actix_web::test]
async fn what_it_is_read_with_lives_five_minutes_and_is_renewed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let (person, id) = oda.reads(&hotel, 60).await;

    app.moves_clock("5 minutes").await;

    person.gets("/v1/suppliers").await.is_refused(401, "token_expired");
    oda.goes_on(&id).await.gets("/v1/suppliers").await.is(200);
    assert_eq!(hotel.actions_on(&id).await.iter().filter(|action| *action == "support_access.opened").count(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn what_nobody_opened_within_a_day_lapses() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let id = oda.is_let_in(&hotel, 30).await;
    sqlx::query("update platform.session set expires_at = expires_at + interval '2 days', idle_limit = '2 days'")
        .execute(&mut sqlx::ConnectOptions::connect(&app.directory()).await.unwrap())
        .await
        .unwrap();

    app.moves_clock("24 hours").await;

    oda.opens(&id).await.is_refused(409, "support_access_not_open");
    assert_eq!(oda.lists().await.body["items"][0]["state"], "lapsed");
    app.stop().await;
}

#[actix_web::test]
async fn another_operator_opens_and_leaves_nothing_of_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = SupportOperator::of(&app, "oda").await.is_let_in(&hotel, 30).await;
    let ben = SupportOperator::of(&app, "ben").await;

    ben.opens(&id).await.is_refused(404, "not_found");
    ben.leaves(&id).await.is_refused(404, "not_found");

    assert!(ben.lists().await.body["items"].as_array().unwrap().is_empty());
    app.stop().await;
}

#[actix_web::test]
async fn a_suspended_organisation_is_read_by_nobody() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let (person, id) = oda.reads(&hotel, 30).await;
    sqlx::query("update door.organisation set suspended_at = now() where org_id = $1")
        .bind(hotel.org_id)
        .execute(&mut app.administrator().await)
        .await
        .unwrap();

    person.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    oda.opens(&id).await.is_refused(409, "support_access_suspended");
    app.stop().await;
}

#[actix_web::test]
async fn the_operators_address_is_told_when_it_opens() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    SupportOperator::of(&app, "oda").await.reads(&hotel, 30).await;

    app.delivers().await;

    let mails = app.mail_to("owner@harbour-house.example");
    let told = mails.iter().find(|mail| mail.subject.starts_with("oda reads Harbour House")).expect("a mail");
    assert!(told.text.contains("oda@operators.example"), "{}", told.text);
    app.stop().await;
}

#[actix_web::test]
async fn what_was_refused_is_not_opened() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let id = oda.asks("harbour-house", 30).await.is(201).id();
    decides(&hotel.owner().await, &id, "refuse", 1).await.is(200);

    oda.opens(&id).await.is_refused(409, "support_access_not_open");

    let listed = &oda.lists().await.body["items"][0];
    assert_eq!((&listed["state"], &listed["decision_reason"]), (&json!("refused"), &json!("Nobody asked for help")));
    app.stop().await;
}
