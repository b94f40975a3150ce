use serde_json::json;

use super::{PATH, REQUESTER, asks, decides, decides_on, lacks, waiting, with_an_app};
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::App,
};

const LEFT: &str = "select (select count(*) from door.totp) + (select count(*) from door.recovery_code)
    + (select count(*) from door.known_device) + (select count(*) from door.sign_in where ended_at is null)";

#[actix_web::test]
async fn an_owner_agrees_and_the_password_alone_opens_a_session_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (desk, phone) = with_an_app(&hotel).await;
    let begun = desk.begins_sign_in(REQUESTER).await;
    let asked = asks(&hotel.admin().await, hotel.people.requester).await.is(201);
    desk.views().await.is(200);

    let answer = decides(&hotel.owner().await, &asked.id(), "approve", None).await.is(200);

    assert_eq!(
        (&answer.body["state"], &answer.body["decided_by_name"], answer.revision()),
        (&json!("approved"), &json!("Olga Owner"), 2)
    );
    let left: i64 = sqlx::query_scalar(LEFT).fetch_one(&mut hotel.administrator().await).await.unwrap();
    assert_eq!(left, 0, "apps, recovery codes, known browsers and sign-ins that wait for a code");
    let person = hotel.people.requester.to_string();
    assert_eq!(hotel.actions_on(&person).await.last().map(String::as_str), Some("person.second_factor_removed"));
    assert_eq!(hotel.actions_on(&asked.id()).await, ["factor_reset.created", "factor_reset.approved"]);
    desk.views().await.is_refused(401, "unauthenticated");
    assert_eq!(desk.tries_to_refresh().await.status, 401);
    desk.tries_to_complete(&begun, &phone.shows_next().await).await.is_refused(401, "sign_in_expired");

    let mut anew = Browser::new(&app);
    anew.signs_in("harbour-house", REQUESTER, PASSWORD).await.is(200);
    assert_eq!(anew.views().await.is(200).body["second_factor"], json!(null));
    anew.sets_up_an_app().await;
    Browser::new(&app).tries("harbour-house", REQUESTER, PASSWORD).await.is(202);
    app.stop().await;
}

#[actix_web::test]
async fn whose_factor_it_was_is_told_how_to_go_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = waiting(&hotel).await.id();
    decides(&hotel.owner().await, &id, "approve", None).await.is(200);

    app.delivers().await;

    let mut mails = app.mail_to(REQUESTER);
    mails.retain(|mail| mail.subject.starts_with("Your second factor was reset"));
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert!(mail.text.contains("Alan Admin asked for it, and Olga Owner agreed"), "{}", mail.text);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_else_loses_anything() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner_signs_in().await;
    let head = hotel.head().await;
    hotel.has_an_app(head.id).await;
    let id = waiting(&hotel).await.id();

    decides(&hotel.owner().await, &id, "approve", None).await.is(200);

    owner.views().await.is(200);
    head.gets("/v1/session").await.is(200);
    let left: i64 =
        sqlx::query_scalar("select count(*) from door.totp").fetch_one(&mut hotel.administrator().await).await.unwrap();
    assert_eq!(left, 1);
    app.stop().await;
}

#[actix_web::test]
async fn it_is_decided_once_as_it_was_seen_and_by_somebody_else() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = waiting(&hotel).await.id();
    lacks(&hotel.admin().await, "factor_reset.approve", &id, "approve", None).await;
    decides_on(&hotel.owner().await, &id, "approve", None, 2).await.is_refused(412, "stale");

    decides(&hotel.owner().await, &id, "approve", None).await.is(200);

    decides_on(&hotel.owner().await, &id, "approve", None, 2).await.is_refused(409, "factor_reset_decided");
    decides_on(&hotel.admin().await, &id, "withdraw", None, 2).await.is_refused(409, "factor_reset_decided");
    app.stop().await;
}

#[actix_web::test]
async fn neither_whoever_asks_nor_whose_it_is_agrees() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let both = hotel.somebody_who_may(&["factor_reset.create", "factor_reset.approve"]).await;
    hotel.has_an_app(hotel.people.requester).await;
    let own = asks(&both, hotel.people.requester).await.is(201).id();
    decides(&both, &own, "approve", None).await.is_refused(409, "factor_reset_asked_by_oneself");

    hotel.has_an_app(both.id).await;
    let of_both = asks(&hotel.admin().await, both.id).await.is(201).id();
    decides(&both, &of_both, "approve", None).await.is_refused(409, "factor_reset_of_oneself");
    app.stop().await;
}

#[actix_web::test]
async fn after_a_day_or_with_another_app_nothing_is_reset() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = waiting(&hotel).await.id();
    let another = "update door.totp set confirmed_at = door.now() + interval '1 minute'";
    sqlx::raw_sql(another).execute(&mut hotel.administrator().await).await.unwrap();
    decides(&hotel.owner().await, &id, "approve", None).await.is_refused(409, "no_factor_to_reset");

    app.moves_clock("24 hours 1 minute").await;

    decides(&hotel.owner().await, &id, "approve", None).await.is_refused(409, "factor_reset_over");
    let expired = hotel.owner().await.gets(&format!("{PATH}?state=expired")).await.is(200);
    assert_eq!(expired.body["items"][0]["id"], id);
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_reset_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = waiting(&clinic).await.id();

    let owner = hotel.owner().await;
    for id in [foreign.as_str(), "0192b0c0-0000-7000-8000-000000000001", "not-an-id"] {
        decides(&owner, id, "approve", None).await.is_refused(404, "not_found");
    }
    decides(&clinic.owner().await, &foreign, "approve", None).await.is(200);
    app.stop().await;
}
