use super::{id_of, outlived};
use crate::support::App;

#[actix_web::test]
async fn a_device_that_was_lost_is_signed_out_from_its_next_request_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (desk, lost) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);
    let session = id_of(&lost).await;

    let here = app.with_token(&desk.token);
    here.posts_nothing(&format!("/v1/sessions/{session}/end")).await.is(204);

    lost.views().await.is_refused(401, "unauthenticated");
    lost.tries_to_refresh().await.is_refused(401, "unauthenticated");
    desk.views().await.is(200);
    assert_eq!(hotel.actions_on(&session).await, ["session.created", "session.others_ended"]);
    here.posts_nothing(&format!("/v1/sessions/{session}/end")).await.is_refused(404, "not_found");
    app.stop().await;
}

#[actix_web::test]
async fn a_session_of_somebody_else_is_not_found() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (mine, stranger) = (hotel.owner_signs_in().await, clinic.owner_signs_in().await);
    let owner_of_clinic = id_of(&stranger).await;
    let colleague = hotel.requester().await;
    let colleagues = colleague.gets("/v1/session").await.is(200).body["session"]["id"].as_str().unwrap().to_owned();

    for session in [owner_of_clinic, colleagues] {
        let end = format!("/v1/sessions/{session}/end");
        app.with_token(&mine.token).posts_nothing(&end).await.is_refused(404, "not_found");
    }

    stranger.views().await.is(200);
    colleague.gets("/v1/session").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn ones_own_session_ends_like_any_other() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;
    let session = id_of(&browser).await;

    app.with_token(&browser.token).posts_nothing(&format!("/v1/sessions/{session}/end")).await.is(204);

    browser.views().await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn what_has_ended_by_itself_is_not_found() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = hotel.owner_signs_in().await;

    for dead in outlived(&hotel).await {
        let end = format!("/v1/sessions/{dead}/end");
        app.with_token(&desk.token).posts_nothing(&end).await.is_refused(404, "not_found");
    }
    app.stop().await;
}
