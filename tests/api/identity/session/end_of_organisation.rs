use serde_json::json;

use super::outlived;
use crate::support::App;

#[actix_web::test]
async fn everybody_else_is_signed_out_and_nobody_of_another_organisation() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (admin, requester, stranger) = (hotel.admin().await, hotel.requester().await, clinic.requester().await);
    let owner = hotel.owner_signs_in().await;
    outlived(&hotel).await;

    let answer = admin.posts_nothing("/v1/organisation/end-sessions").await.is(200);

    assert_eq!(answer.body, json!({ "ended": 2 }));
    requester.gets("/v1/session").await.is_refused(401, "unauthenticated");
    owner.views().await.is_refused(401, "unauthenticated");
    admin.gets("/v1/session").await.is(200);
    stranger.gets("/v1/session").await.is(200);
    let organisation = hotel.org_id.to_string();
    assert_eq!(hotel.actions_on(&organisation).await.last().map(String::as_str), Some("organisation.sessions_ended"));
    app.stop().await;
}

#[actix_web::test]
async fn who_may_not_ends_nobodys() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (head, requester) = (hotel.head().await, hotel.requester().await);

    head.posts_nothing("/v1/organisation/end-sessions").await.is_refused(403, "forbidden");

    requester.gets("/v1/session").await.is(200);
    app.stop().await;
}
