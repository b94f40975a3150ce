use serde_json::json;

use super::{id_of, outlived};
use crate::support::App;

#[actix_web::test]
async fn everywhere_else_one_is_signed_out_at_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (desk, phone, tablet) =
        (hotel.owner_signs_in().await, hotel.owner_signs_in().await, hotel.owner_signs_in().await);
    let colleague = hotel.requester().await;

    let answer = app.with_token(&desk.token).posts_nothing("/v1/sessions/end-others").await.is(200);

    assert_eq!(answer.body, json!({ "ended": 2 }));
    desk.views().await.is(200);
    for gone in [&phone, &tablet] {
        gone.views().await.is_refused(401, "unauthenticated");
        gone.tries_to_refresh().await.is_refused(401, "unauthenticated");
    }
    colleague.gets("/v1/session").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_says_which_ended_and_names_none_that_had_ended_by_itself() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (desk, phone) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);
    let (here, there) = (id_of(&desk).await, id_of(&phone).await);
    outlived(&hotel).await;

    app.with_token(&desk.token).posts_nothing("/v1/sessions/end-others").await.is(200);

    let event =
        "select detail from tenant.audit_event where action = 'session.others_ended' and entity_id = $1::text::uuid";
    let detail: serde_json::Value =
        sqlx::query_scalar(event).bind(here).fetch_one(&mut hotel.administrator().await).await.unwrap();
    assert_eq!(detail, json!({ "because": "signed_out", "ended": [there] }));
    app.stop().await;
}

#[actix_web::test]
async fn nobody_is_signed_in_elsewhere_and_that_is_fine() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = hotel.owner_signs_in().await;

    let answer = app.with_token(&desk.token).posts_nothing("/v1/sessions/end-others").await.is(200);

    assert_eq!(answer.body, json!({ "ended": 0 }));
    app.stop().await;
}
