use serde_json::json;

use super::{ADA, PATH, ada, links_to};
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::App,
    tenancy::{is_as_if_unknown, lacks},
};

fn path(id: &str) -> String {
    format!("{PATH}/{id}/resend")
}

#[actix_web::test]
async fn a_new_link_takes_the_place_of_the_one_before() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let id = ada(&admin).await;
    let before = links_to(&app, ADA).await.remove(0);

    let answer = admin.posts_nothing(&path(&id)).await.is(200);

    assert_eq!((&answer.body["state"], answer.revision()), (&json!("open"), 2));
    let links = links_to(&app, ADA).await;
    let after = links.iter().find(|link| **link != before).unwrap();
    let browser = Browser::new(&app);
    browser.posts("/v1/link/use", json!({ "link": before, "password": PASSWORD })).await.is_refused(404, "link_spent");
    browser.posts("/v1/link/use", json!({ "link": after, "password": PASSWORD })).await.is(200);
    assert_eq!(hotel.actions_on(&id).await, ["invitation.created", "invitation.resent"]);
    app.stop().await;
}

#[actix_web::test]
async fn what_was_taken_back_is_open_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let id = ada(&admin).await;
    admin.posts_nothing(&format!("{PATH}/{id}/withdraw")).await.is(200);

    let answer = admin.posts_nothing(&path(&id)).await.is(200);

    assert_eq!((&answer.body["state"], &answer.body["withdrawn_at"]), (&json!("open"), &json!(null)));
    assert_eq!(answer.action("invitation.withdraw"), Ok(()));
    app.stop().await;
}

#[actix_web::test]
async fn whoever_has_joined_is_not_invited_once_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let id = ada(&admin).await;
    let link = links_to(&app, ADA).await.remove(0);
    Browser::new(&app).posts("/v1/link/use", json!({ "link": link, "password": PASSWORD })).await.is(200);

    admin.posts_nothing(&path(&id)).await.is_refused(409, "invitation_used");

    app.stop().await;
}

#[actix_web::test]
async fn it_is_done_in_ones_own_organisation_by_who_may() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let id = ada(&hotel.admin().await).await;

    lacks(&hotel.head().await, "invitation.resend", "POST", &path(&id), None).await;
    is_as_if_unknown(&clinic.admin().await, "GET", "/v1/people/{id}", &id, None).await;
    clinic.admin().await.posts_nothing(&path(&id)).await.is_refused(404, "not_found");

    app.stop().await;
}
