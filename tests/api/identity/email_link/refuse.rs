use super::{CONFIRM, NEW, OLD, READ, REFUSE, by, wishes};
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::App,
};

#[actix_web::test]
async fn the_mailbox_of_before_says_no_and_whoever_is_signed_in_is_out() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.requester).await;
    let mut desk = Browser::new(&app);
    desk.signs_in("harbour-house", OLD, PASSWORD).await.is(200);
    let thief = hotel.requester().await;
    let links = wishes(&thief, OLD, NEW).await;
    let browser = Browser::new(&app);

    let answer = browser.posts(REFUSE, by(&links.old)).await.is(200);

    assert_eq!((&answer.body["old_email"], answer.header("cache-control")), (&OLD.into(), Some("no-store")));
    thief.gets("/v1/profile").await.is_refused(401, "unauthenticated");
    desk.views().await.is_refused(401, "unauthenticated");
    desk.tries_to_refresh().await.is_refused(401, "unauthenticated");
    for link in [&links.old, &links.new] {
        browser.posts(CONFIRM, by(link)).await.is_refused(404, "email_link_spent");
        browser.posts(REFUSE, by(link)).await.is_refused(404, "email_link_spent");
    }
    // Whoever knows the password still does: the page leads to another one.
    browser.tries("harbour-house", OLD, PASSWORD).await.is(200);
    let told = hotel.actions_on(&hotel.people.requester.to_string()).await;
    assert!(told.contains(&"person.email_refused".to_owned()), "{told:?}");
    app.stop().await;
}

#[actix_web::test]
async fn no_is_said_after_the_new_mailbox_said_yes_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let links = wishes(&requester, OLD, NEW).await;
    let browser = Browser::new(&app);
    browser.posts(CONFIRM, by(&links.new)).await.is(200);

    browser.posts(REFUSE, by(&links.old)).await.is(200);

    let profile = hotel.requester().await.gets("/v1/profile").await.is(200);
    assert_eq!((&profile.body["email"], profile.body["email_change"].is_null()), (&OLD.into(), true));
    app.stop().await;
}

#[actix_web::test]
async fn the_new_mailbox_refuses_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let links = wishes(&requester, OLD, NEW).await;
    let browser = Browser::new(&app);

    browser.posts(REFUSE, by(&links.new)).await.is_refused(404, "email_link_spent");

    requester.gets("/v1/profile").await.is(200);
    browser.posts(READ, by(&links.new)).await.is(200);
    app.stop().await;
}
