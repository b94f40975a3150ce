use futures_util::future::join;
use serde_json::json;

use super::{ADA, PATH, ada, links_to};
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::App,
    tenancy::lacks,
};

fn path(id: &str) -> String {
    format!("{PATH}/{id}/withdraw")
}

#[actix_web::test]
async fn the_link_of_an_invitation_that_was_taken_back_opens_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let id = ada(&admin).await;
    let link = links_to(&app, ADA).await.remove(0);

    let answer = admin.posts_nothing(&path(&id)).await.is(200);

    assert_eq!(answer.body["state"], "withdrawn");
    let person = admin.gets(&format!("/v1/people/{}", answer.body["person_id"].as_str().unwrap())).await.is(200);
    assert_eq!((&person.body["is_active"], &person.body["is_invited"]), (&json!(false), &json!(false)));
    assert_eq!(answer.action("invitation.withdraw"), Err("invitation_withdrawn".into()));
    assert_eq!(answer.action("invitation.resend"), Ok(()));
    let browser = Browser::new(&app);
    browser.posts("/v1/link/read", json!({ "link": link })).await.is_refused(404, "link_spent");
    browser.posts("/v1/link/use", json!({ "link": link, "password": PASSWORD })).await.is_refused(404, "link_spent");
    assert_eq!(hotel.actions_on(&id).await, ["invitation.created", "invitation.withdrawn"]);
    app.stop().await;
}

#[actix_web::test]
async fn it_is_taken_back_once_and_not_after_somebody_joined() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let id = ada(&admin).await;
    admin.posts_nothing(&path(&id)).await.is(200);
    admin.posts_nothing(&path(&id)).await.is_refused(409, "invitation_withdrawn");
    admin.posts_nothing(&format!("{PATH}/{id}/resend")).await.is(200);
    app.delivers().await;
    for link in links_to(&app, ADA).await {
        Browser::new(&app).posts("/v1/link/use", json!({ "link": link, "password": PASSWORD })).await;
    }

    admin.posts_nothing(&path(&id)).await.is_refused(409, "invitation_used");

    app.stop().await;
}

#[actix_web::test]
async fn whoever_joins_while_it_is_taken_back_has_joined_or_has_not() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    for round in 0..8 {
        let email = format!("ada{round}@harbour-house.example");
        let invited = super::invites(&admin, &[super::somebody(&email, &["requester"])]).await.is(201);
        let (id, link) = (invited.body["items"][0]["id"].as_str().unwrap(), links_to(&app, &email).await.remove(0));
        let browser = Browser::new(&app);

        let (withdrawn, joined) = join(
            admin.posts_nothing(&path(id)),
            browser.posts("/v1/link/use", json!({ "link": link, "password": PASSWORD })),
        )
        .await;

        let outcome = (withdrawn.status, joined.status);
        assert!([(200, 404), (409, 200)].contains(&outcome), "{outcome:?}");
        let expected = if joined.status == 200 { 200 } else { 401 };
        assert_eq!(browser.tries("harbour-house", &email, PASSWORD).await.status, expected);
    }
    app.stop().await;
}

#[actix_web::test]
async fn it_is_done_in_ones_own_organisation_by_who_may() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let id = ada(&hotel.admin().await).await;

    lacks(&hotel.accounts().await, "invitation.withdraw", "POST", &path(&id), None).await;
    clinic.admin().await.posts_nothing(&path(&id)).await.is_refused(404, "not_found");
    hotel.owner().await.posts_nothing(&path(&id)).await.is(200);

    app.stop().await;
}
