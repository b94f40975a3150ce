use serde_json::json;

use crate::support::App;

#[actix_web::test]
async fn an_administrator_signs_somebody_out_everywhere() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner) = (hotel.admin().await, hotel.owner_signs_in().await);
    let person = hotel.people.owner.to_string();

    let answer = admin.posts_nothing(&format!("/v1/people/{person}/end-sessions")).await.is(200);

    assert_eq!(answer.body, json!({ "ended": 1 }));
    owner.views().await.is_refused(401, "unauthenticated");
    admin.gets("/v1/session").await.is(200);
    assert_eq!(hotel.actions_on(&person).await.last().map(String::as_str), Some("person.sessions_ended"));
    hotel.owner_signs_in().await.views().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_session_that_asks_goes_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (desk, phone) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);

    let end = format!("/v1/people/{}/end-sessions", hotel.people.owner);
    let answer = app.with_token(&desk.token).posts_nothing(&end).await.is(200);

    assert_eq!(answer.body, json!({ "ended": 1 }));
    desk.views().await.is(200);
    phone.views().await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn who_may_not_and_whom_one_does_not_know() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let stranger = clinic.requester().await;
    let end = |person| format!("/v1/people/{person}/end-sessions");

    hotel.requester().await.posts_nothing(&end(hotel.people.head)).await.is_refused(403, "forbidden");
    hotel.admin().await.posts_nothing(&end(clinic.people.requester)).await.is_refused(404, "not_found");

    stranger.gets("/v1/session").await.is(200);
    app.stop().await;
}
