//! Giving up the wish for another address.
use serde_json::json;

use super::{super::lacks, PATH};
use crate::{
    identity::{
        browser::Browser,
        email_link::{NEW, OLD, wishes},
    },
    support::App,
};

const CANCEL: &str = "/v1/profile/cancel-email-change";

#[actix_web::test]
async fn what_is_given_up_waits_for_nothing_and_its_links_open_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let links = wishes(&requester, OLD, NEW).await;
    let browser = Browser::new(&app);
    browser.posts("/v1/email-link/confirm", json!({ "link": links.new })).await.is(200);
    assert_eq!(requester.gets(PATH).await.is(200).action("profile.cancel_email_change"), Ok(()));

    let cancelled = requester.posts_nothing(CANCEL).await.is(200);

    assert_eq!((&cancelled.body["email"], cancelled.body["email_change"].is_null()), (&json!(OLD), true));
    assert_eq!(cancelled.action("profile.cancel_email_change"), Err("no_email_change".into()));
    for link in [links.old, links.new] {
        browser.posts("/v1/email-link/confirm", json!({ "link": link })).await.is_refused(404, "email_link_spent");
    }
    let told = hotel.actions_on(&requester.id.to_string()).await;
    assert_eq!(told.last().map(String::as_str), Some("profile.email_change_cancelled"));
    app.stop().await;
}

#[actix_web::test]
async fn where_nothing_waits_nothing_is_given_up() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, head) = (hotel.requester().await, hotel.head().await);
    let links = wishes(&head, "hod@harbour-house.example", NEW).await;

    requester.posts_nothing(CANCEL).await.is_refused(409, "no_email_change");

    Browser::new(&app).posts("/v1/email-link/read", json!({ "link": links.old })).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_gives_up() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let somebody = hotel.somebody_who_may(&["session.view"]).await;

    lacks(&somebody, "profile.cancel_email_change", "POST", CANCEL, None).await;
    app.stop().await;
}
