//! Giving up the second factor.
use serde_json::json;

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::App,
};

const OWNER: &str = "owner@harbour-house.example";

#[actix_web::test]
async fn the_password_alone_is_enough_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let (phone, _) = desk.sets_up_an_app().await;
    let mut elsewhere = Browser::new(&app);
    elsewhere.completes(&elsewhere.begins_sign_in(OWNER).await, &phone.shows_next().await).await.is(200);
    let begun = elsewhere.begins_sign_in(OWNER).await;

    desk.removes_totp(PASSWORD, &phone.shows_next().await).await.is(200);

    assert_eq!(desk.views().await.is(200).body["second_factor"], json!(null));
    elsewhere.views().await.is_refused(401, "unauthenticated");
    elsewhere.tries_to_complete(&begun, &phone.shows_next().await).await.is_refused(401, "sign_in_expired");
    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(200);
    let left: i64 =
        sqlx::query_scalar("select (select count(*) from door.totp) + (select count(*) from door.recovery_code)")
            .fetch_one(&mut hotel.administrator().await)
            .await
            .unwrap();
    assert_eq!(left, 0);
    app.stop().await;
}

#[actix_web::test]
async fn both_the_password_and_a_code_decide() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    desk.removes_totp(PASSWORD, "123456").await.is_refused(409, "second_factor_absent");
    let (phone, codes) = desk.sets_up_an_app().await;

    desk.removes_totp("wrong", &phone.shows_next().await).await.is_refused(403, "password_refused");
    desk.removes_totp(PASSWORD, "00000-00000").await.is_refused(403, "code_refused");
    desk.removes_totp(PASSWORD, "no code").await.is_invalid("code", "not_a_code");

    desk.views().await.is(200);
    desk.removes_totp(PASSWORD, &codes[0]).await.is(200);
    app.stop().await;
}
