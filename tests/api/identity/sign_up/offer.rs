use access::SignUpLimits;
use actix_web::web;
use identity::SignUps;
use serde_json::json;

use super::{CONFIRM, CREATE, READ, choosing, inn};
use crate::{identity::browser::Browser, support::App};

const OFFER: &str = "/v1/sign-ups/offer";

#[actix_web::test]
async fn whoever_has_no_account_sees_that_it_is_open_and_where() {
    let app = App::start_homes(&["eu1", "us1", "apac1"]).await;

    let offer = app.with_token("").gets(OFFER).await.is(200);

    assert_eq!(offer.body, json!({ "is_open": true, "regions": ["EU", "US", "APAC"] }));
    assert_eq!(offer.header("cache-control"), Some("no-store"));
    app.stop().await;
}

#[actix_web::test]
async fn where_it_is_closed_it_says_so_and_nothing_else_is_done() {
    let app = App::start_as(|state| {
        state.sign_ups = web::Data::new(SignUps {
            is_open: false,
            limits: SignUpLimits { account_max: 3, network_max: 5, home_max: 8 },
            first_policy: approval::first_policy,
        });
    })
    .await;
    let browser = Browser::new(&app);

    let offer = browser.gets(OFFER).await.is(200);
    assert_eq!(offer.body, json!({ "is_open": false, "regions": [] }));
    browser.posts(CREATE, inn()).await.is_refused(403, "sign_up_closed");
    browser.posts(READ, json!({ "link": "eu1_any" })).await.is_refused(403, "sign_up_closed");
    browser.posts(CONFIRM, choosing("eu1_any")).await.is_refused(403, "sign_up_closed");

    let mut administrator = app.administrator().await;
    let count = sqlx::query_scalar("select count(*) from door.sign_up");
    let kept: i64 = count.fetch_one(&mut administrator).await.unwrap();
    assert_eq!(kept, 0);
    app.stop().await;
}
