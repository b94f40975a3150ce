use serde_json::json;

use super::{CONFIRM, NEW, OLD, READ, by, wishes};
use crate::{identity::browser::Browser, support::App};

#[actix_web::test]
async fn a_link_says_what_it_would_change_as_often_as_one_looks() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let links = wishes(&hotel.requester().await, OLD, NEW).await;
    let browser = Browser::new(&app);
    let before = hotel.actions().await;

    for (link, side) in [(&links.old, "old"), (&links.new, "new"), (&links.old, "old")] {
        let answer = browser.posts(READ, by(link)).await.is(200);
        assert_eq!(
            answer.body,
            json!({
                "organisation": "harbour-house", "organisation_name": "Harbour House", "person_name": "Rosa Requester",
                "old_email": OLD, "new_email": NEW, "side": side, "is_last": false,
            })
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }

    assert_eq!(hotel.actions().await, before);
    app.stop().await;
}

#[actix_web::test]
async fn the_second_link_says_that_it_is_the_last() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let links = wishes(&hotel.requester().await, OLD, NEW).await;
    let browser = Browser::new(&app);

    browser.posts(CONFIRM, by(&links.new)).await.is(200);

    assert_eq!(browser.posts(READ, by(&links.old)).await.is(200).body["is_last"], true);
    app.stop().await;
}

#[actix_web::test]
async fn a_link_that_opens_nothing_is_answered_alike_whatever_became_of_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let first = wishes(&requester, OLD, "rosa@first.example").await;
    let second = wishes(&requester, OLD, NEW).await;
    let password_link = hotel.makes_link(hotel.people.owner).await;
    let browser = Browser::new(&app);
    browser.posts(CONFIRM, by(&second.new)).await.is(200);

    let unknown = browser.posts(READ, by("eu1_never")).await.is_refused(404, "email_link_spent");

    for link in [&first.old, &first.new, &second.new, &password_link, "zz9_nowhere", "x"] {
        let answer = browser.posts(READ, by(link)).await;
        assert_eq!((answer.status, &answer.bytes), (404, &unknown.bytes), "{link}");
    }
    app.moves_clock("1 hour").await;
    let expired = browser.posts(READ, by(&second.old)).await;
    assert_eq!((expired.status, &expired.bytes), (404, &unknown.bytes));
    app.stop().await;
}

#[actix_web::test]
async fn guessing_links_is_slowed_down_and_a_real_one_still_opens() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let links = wishes(&hotel.requester().await, OLD, NEW).await;
    let browser = Browser::new(&app);

    for number in 0..50 {
        browser.posts(READ, by(&format!("eu1_{number}"))).await.is_refused(404, "email_link_spent");
    }

    let answer = browser.posts(READ, by("eu1_50")).await;
    assert!(answer.is_refused(429, "too_many_attempts").header("retry-after").is_some());
    browser.posts(READ, by(&links.old)).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_link_is_read_in_its_own_home_and_is_text_of_bounded_length() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let hotel = app.hotel().await;
    let links = wishes(&hotel.requester().await, OLD, NEW).await;
    let browser = Browser::new(&app);
    let elsewhere = links.old.replacen("eu1_", "us1_", 1);

    browser.posts(READ, by(&elsewhere)).await.is_refused(404, "email_link_spent");
    browser.posts(READ, by("")).await.is_invalid("link", "wrong_length");
    browser.posts(READ, by(&"a".repeat(161))).await.is_invalid("link", "wrong_length");
    browser.posts(READ, json!({})).await.is_invalid("link", "required");
    browser.posts(READ, by(&links.old)).await.is(200);

    app.stop().await;
}
