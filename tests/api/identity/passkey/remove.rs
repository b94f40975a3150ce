//! Giving a passkey up.
use serde_json::json;
use uuid::Uuid;

use crate::{
    identity::{
        authenticator::recovery_codes,
        browser::{Browser, PASSWORD},
    },
    support::{App, Device},
};

const OWNER: &str = "owner@harbour-house.example";

#[actix_web::test]
async fn it_opens_nothing_any_more_and_with_the_last_factor_the_codes_go() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device, mut elsewhere) = (hotel.owner_signs_in().await, Device::default(), Browser::new(&app));
    desk.adds_a_passkey(&mut device).await;
    elsewhere.signs_in_with(&mut device).await.is(200);
    let id = desk.passkeys().await[0]["id"].as_str().unwrap().to_owned();

    desk.removes_passkey(&id, json!({})).await.is(200);

    assert_eq!(desk.views().await.is(200).body["second_factor"], json!(null));
    elsewhere.views().await.is_refused(401, "unauthenticated");
    elsewhere.signs_in_with(&mut device).await.is_refused(403, "passkey_refused");
    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(200);
    let left: i64 = sqlx::query_scalar("select count(*) from door.recovery_code")
        .fetch_one(&mut hotel.administrator().await)
        .await
        .unwrap();
    assert_eq!(left, 0);
    app.stop().await;
}

#[actix_web::test]
async fn the_password_and_a_code_decide_where_no_passkey_is_at_hand() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let codes = recovery_codes(&desk.adds_a_passkey(&mut Device::default()).await);
    let id = desk.passkeys().await[0]["id"].as_str().unwrap().to_owned();
    desk.stays_for(6).await;

    desk.removes_passkey(&id, json!({})).await.is_invalid("password", "required");
    desk.removes_passkey(&id, json!({ "password": PASSWORD })).await.is_invalid("code", "required");
    let wrong = json!({ "password": PASSWORD, "code": "00000-00000" });
    desk.removes_passkey(&id, wrong).await.is_refused(403, "code_refused");
    let right = json!({ "password": PASSWORD, "code": codes[0] });
    desk.removes_passkey(&id, right).await.is(200);

    app.stop().await;
}

#[actix_web::test]
async fn one_of_another_is_none_and_uses_nothing_up() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    desk.adds_a_passkey(&mut device).await;
    let id = desk.passkeys().await[0]["id"].as_str().unwrap().to_owned();
    hotel.gives_password(hotel.people.requester).await;
    let mut other = Browser::new(&app);
    other.signs_in("harbour-house", "requester@harbour-house.example", PASSWORD).await.is(200);

    for id in [&id, &Uuid::new_v4().to_string()] {
        other.removes_passkey(id, json!({ "password": PASSWORD })).await.is_refused(404, "not_found");
    }

    Browser::new(&app).signs_in_with(&mut device).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_last_factor_stays_where_one_is_demanded() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut first, mut second) = (hotel.owner_signs_in().await, Device::default(), Device::default());
    desk.adds_a_passkey(&mut first).await;
    let demand = json!({ "second_factor_roles": ["owner"], "second_factor_grace_days": 0 });
    app.with_token(&desk.token).patches("/v1/security-policy", demand, 1).await.is(200);
    // The passkey is what is demanded.
    desk.gets("/v1/people").await.is(200);
    let id = desk.passkeys().await[0]["id"].as_str().unwrap().to_owned();

    desk.removes_passkey(&id, json!({})).await.is_refused(409, "second_factor_kept");

    desk.adds_a_passkey_by(&mut second, json!({})).await.is(200);
    desk.removes_passkey(&id, json!({})).await.is(200);
    assert_eq!(desk.views().await.is(200).body["second_factor"]["passkeys"], 1);
    app.stop().await;
}
