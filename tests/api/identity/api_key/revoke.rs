use serde_json::json;

use super::{PATH, active, acts, lacks, wanted};
use crate::{
    identity::oauth::{exchanges, token},
    support::App,
};

#[actix_web::test]
async fn it_ends_from_the_very_next_request_with_every_token() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let (program, exchanged) = (app.with_token(&key.secret), token(&app, &key, None).await);
    program.gets("/v1/suppliers").await.is(200);
    exchanged.gets("/v1/suppliers").await.is(200);
    let why = json!({ "reason": "The stock system is replaced" });

    let answer = acts(&hotel.owner().await, &key.id, "revoke", Some(why), 2).await.is(200);

    assert_eq!(
        (&answer.body["state"], &answer.body["revoked_by_name"], &answer.body["revoke_reason"]),
        (&json!("revoked"), &json!("Olga Owner"), &json!("The stock system is replaced"))
    );
    program.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    exchanged.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    assert_eq!(exchanges(&app, &key, &[]).await.is(401).body["error"], "invalid_client");
    assert_eq!(hotel.actions_on(&key.id).await, ["api_key.created", "api_key.approved", "api_key.revoked"]);
    app.stop().await;
}

#[actix_web::test]
async fn one_that_waits_is_taken_back_and_none_twice() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, why) = (hotel.admin().await, || Some(json!({ "reason": "Not needed" })));
    let id = admin.posts(PATH, wanted(&["supplier.view"])).await.is(201).id();
    lacks(&hotel.requester().await, "api_key.revoke", &id, "revoke", why()).await;

    acts(&admin, &id, "revoke", why(), 1).await.is(200);

    acts(&admin, &id, "revoke", why(), 2).await.is_refused(409, "api_key_decided");
    acts(&hotel.owner().await, &id, "approve", None, 2).await.is_refused(409, "api_key_decided");
    app.stop().await;
}

#[actix_web::test]
async fn signing_everybody_out_and_shorter_sign_ins_leave_keys_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;

    hotel.owner().await.posts_nothing("/v1/organisation/end-sessions").await;
    hotel.owner().await.posts_nothing(&format!("/v1/people/{}/end-sessions", key.id)).await;
    let limit =
        "update door.session set idle_limit = idle_limit where is_key returning idle_limit > interval '365 days'";
    let is_long: bool = sqlx::query_scalar(limit).fetch_one(&mut hotel.administrator().await).await.unwrap();

    assert!(is_long);
    app.with_token(&key.secret).gets("/v1/suppliers").await.is(200);
    app.stop().await;
}
