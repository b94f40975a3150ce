use crate::{
    identity::browser::{Browser, REFRESH},
    support::{App, ORIGIN},
};

#[actix_web::test]
async fn the_cookie_signs_out_after_the_access_token_has_expired() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;
    let session = browser.views().await.is(200).body["session"]["id"].as_str().unwrap().to_owned();
    app.moves_clock("6 minutes").await;
    browser.views().await.is_refused(401, "token_expired");

    browser.leaves().await.is(204).forgets_cookies();

    browser.views().await.is_refused(401, "unauthenticated");
    browser.tries_to_refresh().await.is_refused(401, "unauthenticated");
    assert_eq!(hotel.actions_on(&session).await, ["session.created", "session.ended"]);
    app.stop().await;
}

#[actix_web::test]
async fn leaving_twice_is_harmless() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;

    browser.leaves().await.is(204);
    browser.leaves().await.is(204).forgets_cookies();

    let ended = hotel.actions().await.into_iter().filter(|action| action == "session.ended").count();
    assert_eq!(ended, 1);
    app.stop().await;
}

#[actix_web::test]
async fn only_our_own_pages_leave() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;
    let csrf = ("x-csrf-token", browser.csrf.as_str());

    browser.sends("DELETE", REFRESH, None, &[("origin", ORIGIN)]).await.is_refused(403, "csrf_refused");
    browser.sends("DELETE", REFRESH, None, &[csrf]).await.is_refused(403, "csrf_refused");
    let foreign = ("origin", "https://evil.example");
    browser.sends("DELETE", REFRESH, None, &[csrf, foreign]).await.is_refused(403, "csrf_refused");
    let nobody = Browser { refresh: String::new(), ..browser.clone() };
    nobody.leaves().await.is_refused(401, "unauthenticated");

    browser.views().await.is(200);
    app.stop().await;
}
