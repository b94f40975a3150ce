use serde_json::json;

use super::{CONFIRM, OLIVE, READ, choosing, inn, link, with};
use crate::{identity::browser::Browser, support::App};

#[actix_web::test]
async fn a_link_says_what_it_would_found_and_changes_nothing() {
    let app = App::start().await;
    let link = link(&app, inn()).await;
    let browser = Browser::new(&app);

    for _ in 0..2 {
        let read = browser.posts(READ, json!({ "link": link })).await.is(200);
        let expected = json!({
            "organisation": "elm-inn",
            "free_organisation": "elm-inn",
            "organisation_name": "Elm Inn",
            "email": OLIVE,
            "person_name": "Olive Hart",
        });
        assert_eq!(read.body, expected);
        assert_eq!(read.header("cache-control"), Some("no-store"));
    }

    app.stop().await;
}

#[actix_web::test]
async fn a_name_that_is_taken_is_read_with_one_that_is_free() {
    let app = App::start().await;
    app.hotel().await;
    let link = link(&app, with(inn(), "organisation", json!("harbour-house"))).await;

    let read = Browser::new(&app).posts(READ, json!({ "link": link })).await.is(200);

    assert_eq!(
        (&read.body["organisation"], &read.body["free_organisation"]),
        (&json!("harbour-house"), &json!("harbour-house-2"))
    );
    app.stop().await;
}

#[actix_web::test]
async fn a_link_that_opens_nothing_is_counted_as_a_guess() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let spent = link(&app, inn()).await;
    let password_link = hotel.makes_link(hotel.people.requester).await;
    let browser = Browser::new(&app);
    browser.posts(CONFIRM, choosing(&spent)).await.is(200);

    for other in [spent.as_str(), password_link.as_str(), "eu1_never", "mars1_never", "never"] {
        browser.posts(READ, json!({ "link": other })).await.is_refused(404, "sign_up_spent");
    }
    for guess in 0..60 {
        browser.posts(READ, json!({ "link": format!("eu1_{guess}") })).await;
    }

    browser.posts(READ, json!({ "link": "eu1_never" })).await.is_refused(429, "too_many_attempts");
    app.stop().await;
}
