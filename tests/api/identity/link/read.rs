use serde_json::json;

use crate::{identity::browser::Browser, support::App};

#[actix_web::test]
async fn a_link_says_whose_it_is_as_often_as_one_looks() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let link = hotel.makes_link(hotel.people.owner).await;
    let browser = Browser::new(&app);
    let before = hotel.actions().await;

    for _ in 0..3 {
        let answer = browser.posts("/v1/link/read", json!({ "link": link })).await.is(200);
        assert_eq!(
            answer.body,
            json!({
                "organisation": "harbour-house", "organisation_name": "Harbour House",
                "email": "owner@harbour-house.example", "person_name": "Olga Owner",
            "purpose": "first_sign_in",
            })
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }

    assert_eq!(hotel.actions().await, before);
    app.stop().await;
}

#[actix_web::test]
async fn a_link_that_opens_nothing_is_answered_alike_whatever_became_of_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let spent = hotel.makes_link(hotel.people.owner).await;
    let expired = hotel.makes_link(hotel.people.admin).await;
    let browser = Browser::new(&app);
    let use_it = json!({ "link": spent, "password": "tulips under the bridge" });
    browser.posts("/v1/link/use", use_it).await.is(200);
    app.moves_clock("72 hours 1 second").await;

    let unknown = browser.posts("/v1/link/read", json!({ "link": "eu1_never" })).await.is_refused(404, "link_spent");

    for link in [&spent, &expired, "zz9_nowhere", "x"] {
        let answer = browser.posts("/v1/link/read", json!({ "link": link })).await;
        assert_eq!((answer.status, &answer.bytes), (404, &unknown.bytes), "{link}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn guessing_links_is_slowed_down_and_a_real_one_still_opens() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let link = hotel.makes_link(hotel.people.owner).await;
    let browser = Browser::new(&app);

    for number in 0..50 {
        let guess = json!({ "link": format!("eu1_{number}") });
        browser.posts("/v1/link/read", guess).await.is_refused(404, "link_spent");
    }

    let answer = browser.posts("/v1/link/read", json!({ "link": "eu1_50" })).await;
    assert!(answer.is_refused(429, "too_many_attempts").header("retry-after").is_some());
    browser.posts("/v1/link/read", json!({ "link": link })).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_link_is_text_of_bounded_length() {
    let app = App::start().await;
    let browser = Browser::new(&app);

    browser.posts("/v1/link/read", json!({ "link": "" })).await.is_invalid("link", "wrong_length");
    browser.posts("/v1/link/read", json!({ "link": "a".repeat(161) })).await.is_invalid("link", "wrong_length");
    browser.posts("/v1/link/read", json!({})).await.is_invalid("link", "required");

    app.stop().await;
}
