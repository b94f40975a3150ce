use serde_json::{Value, json};

use super::outlived;
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{App, ORIGIN, Person},
};

const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

async fn sessions(person: &Person<'_>) -> Vec<Value> {
    let answer = person.gets("/v1/sessions").await.is(200);
    answer.body["items"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn a_person_sees_where_they_are_signed_in_newest_first() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = hotel.owner_signs_in().await;
    let phone = Browser::at(&app, [127, 0, 0, 9]);
    let proof = json!({ "organisation": hotel.slug, "email": "owner@harbour-house.example", "password": PASSWORD });
    phone.sends("POST", "/v1/session", Some(proof), &[("origin", ORIGIN), ("user-agent", PHONE)]).await.is(200);
    hotel.requester().await;

    let seen = sessions(&app.with_token(&desk.token)).await;

    let [newest, oldest] = seen.as_slice() else { panic!("{seen:?}") };
    assert_eq!((&newest["is_this"], &oldest["is_this"]), (&json!(false), &json!(true)));
    assert_eq!((&newest["network"], &oldest["network"]), (&json!("127.0.0.9"), &json!("127.0.0.1")));
    assert_eq!(newest["device"], json!({ "browser": "Safari", "system": "iPhone", "user_agent": PHONE }));
    let at = |field: &str| newest[field].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    assert_eq!((at("idle_ends_at") - at("last_used_at")).num_hours(), 12);
    assert_eq!((at("expires_at") - at("created_at")).num_hours(), 24);
    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_that_has_ended_is_not_listed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (desk, phone) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);
    let here = app.with_token(&desk.token);
    let dead = outlived(&hotel).await;
    assert_eq!(dead.len(), 2);
    phone.leaves().await.is(204);

    let seen = sessions(&here).await;

    assert_eq!(seen.len(), 1, "{seen:?}");
    app.stop().await;
}

#[actix_web::test]
async fn a_browser_that_said_nothing_of_itself_has_no_name() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let seen = sessions(&hotel.admin().await).await;

    assert_eq!(seen[0]["device"], Value::Null, "{seen:?}");
    app.stop().await;
}

#[actix_web::test]
async fn page_after_page_shows_each_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browsers = Vec::new();
    for _ in 0..5 {
        browsers.push(hotel.owner_signs_in().await);
    }
    let here = app.with_token(&browsers[0].token);
    let whole: Vec<_> = sessions(&here).await.iter().map(|session| session["id"].clone()).collect();

    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = here.gets(&format!("/v1/sessions?limit=2{cursor}")).await.is(200);
        paged.extend(page.body["items"].as_array().unwrap().iter().map(|session| session["id"].clone()));
        let Some(next) = page.body["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }

    assert_eq!((paged.len(), paged), (5, whole));
    app.stop().await;
}
