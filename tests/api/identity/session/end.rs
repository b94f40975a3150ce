use crate::support::App;

#[actix_web::test]
async fn a_signed_out_token_is_dead_on_the_next_request() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;
    let older = browser.clone();
    browser.refreshes().await.is(200);
    let session = browser.views().await.is(200).body["session"]["id"].as_str().unwrap().to_owned();

    let answer = app.with_token(&browser.token).deletes("/v1/session").await.is(204).forgets_cookies();

    assert_eq!(answer.header("clear-site-data"), Some("\"cache\""));
    browser.views().await.is_refused(401, "unauthenticated");
    older.views().await.is_refused(401, "unauthenticated");
    browser.tries_to_refresh().await.is_refused(401, "unauthenticated");
    app.with_token(&browser.token).deletes("/v1/session").await.is_refused(401, "unauthenticated");
    assert_eq!(hotel.actions_on(&session).await, ["session.created", "session.ended"]);
    app.stop().await;
}

#[actix_web::test]
async fn signing_out_ends_no_other_session() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (phone, desk) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);

    app.with_token(&phone.token).deletes("/v1/session").await.is(204);

    desk.views().await.is(200);
    hotel.requester().await.gets("/v1/session").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_signs_out_without_a_token() {
    let app = App::start().await;

    app.with_token("").deletes("/v1/session").await.is_refused(401, "unauthenticated");

    app.stop().await;
}
