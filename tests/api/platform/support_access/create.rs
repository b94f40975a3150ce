//! Asking an organisation to be let in.
use serde_json::json;

use crate::support::{App, SupportOperator, operator::decides};

#[actix_web::test]
async fn what_is_asked_for_waits_and_opens_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;

    let asked = oda.asks("harbour-house", 30).await.is(201);

    assert_eq!(
        (&asked.body["state"], &asked.body["organisation"], &asked.body["minutes"], &asked.body["ticket"]),
        (&json!("waiting"), &json!("harbour-house"), &json!(30), &json!("HD-2207"))
    );
    oda.opens(&asked.id()).await.is_refused(409, "support_access_not_open");
    assert_eq!(hotel.actions_on(&asked.id()).await, ["support_access.asked"]);
    let events: Vec<String> = sqlx::query_scalar("select action from platform.event where detail ->> 'access' = $1")
        .bind(asked.id())
        .fetch_all(&mut sqlx::ConnectOptions::connect(&app.directory()).await.unwrap())
        .await
        .unwrap();
    assert_eq!(events, ["support.asked"], "what was not opened is not told as opened");
    app.stop().await;
}

#[actix_web::test]
async fn owners_are_told_by_mail_who_asks_and_why() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    SupportOperator::of(&app, "oda").await.asks("harbour-house", 30).await.is(201);

    app.delivers().await;

    let mut mails = app.mail_to("owner@harbour-house.example");
    mails.retain(|mail| mail.subject.contains("asks to read"));
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    for word in ["oda@operators.example", "Order 4711 cannot be issued.", "HD-2207", "30 minutes"] {
        assert!(mail.text.contains(word), "{word}: {}", mail.text);
    }
    assert!(app.mail_to("admin@harbour-house.example").is_empty());
    app.stop().await;
}

#[actix_web::test]
async fn one_operator_asks_one_organisation_for_one_at_a_time() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let first = oda.asks("harbour-house", 30).await.is(201).id();

    oda.asks("harbour-house", 30).await.is_refused(409, "support_access_live");
    SupportOperator::of(&app, "ben").await.asks("harbour-house", 30).await.is(201);
    oda.asks("nobody-here", 30).await.is_refused(404, "not_found");
    decides(&hotel.owner().await, &first, "refuse", 1).await.is(200);

    oda.asks("harbour-house", 30).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn an_hour_is_the_most_and_five_minutes_the_least() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;

    for minutes in [4, 61, 0, -1] {
        oda.asks("harbour-house", minutes).await.is_invalid("minutes", "out_of_range");
    }
    let given = oda.asks("harbour-house", 60).await.is(201).id();
    oda.leaves(&given).await.is(200);
    oda.asks("harbour-house", 5).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_asks_a_suspended_organisation() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    sqlx::query("update door.organisation set suspended_at = now() where org_id = $1")
        .bind(hotel.org_id)
        .execute(&mut app.administrator().await)
        .await
        .unwrap();

    let answer = SupportOperator::of(&app, "oda").await.asks("harbour-house", 30).await;

    answer.is_refused(409, "support_access_suspended");
    app.stop().await;
}
