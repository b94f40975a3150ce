use serde_json::json;

use super::{ADA, PATH, ada, invites, links_to, somebody};
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::App,
    tenancy::{all_pages, each, lacks, refuses_what_it_does_not_know},
};

#[actix_web::test]
async fn an_invitation_is_listed_by_how_it_stands() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    ada(&admin).await;
    let states = ["open", "expired", "withdrawn", "joined"];
    let listed = async || {
        let mut listed = Vec::new();
        for state in states {
            let page = admin.gets(&format!("{PATH}?state={state}")).await.is(200);
            listed.push(each(&page, "email").len());
        }
        listed
    };
    assert_eq!(listed().await, [1, 0, 0, 0]);

    let link = links_to(&app, ADA).await.remove(0);
    Browser::new(&app).posts("/v1/link/use", json!({ "link": link, "password": PASSWORD })).await.is(200);
    let second = invites(&admin, &[somebody("b@harbour-house.example", &["auditor"])]).await.is(201);
    let id = second.body["items"][0]["id"].as_str().unwrap().to_owned();
    admin.posts_nothing(&format!("{PATH}/{id}/withdraw")).await.is(200);
    invites(&admin, &[somebody("c@harbour-house.example", &["auditor"])]).await.is(201);
    assert_eq!(listed().await, [1, 0, 1, 1]);

    // Everybody's sign-in would end with the days.
    let past = "begin; select door.begin_system(org_id, 'test') from door.organisation;
        update tenant.invitation set sent_at = sent_at - interval '8 days', expires_at = expires_at - interval '8 days'; commit";
    sqlx::raw_sql(past).execute(&mut app.administrator().await).await.unwrap();
    assert_eq!(listed().await, [0, 1, 1, 1]);
    app.stop().await;
}

#[actix_web::test]
async fn pages_follow_each_other_newest_first() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let people: Vec<_> =
        (0..5).map(|number| somebody(&format!("n{number}@harbour-house.example"), &["requester"])).collect();
    invites(&admin, &people).await.is(201);

    let emails = all_pages(&admin, PATH, 2, "email").await;

    let expected: Vec<_> = (0..5).rev().map(|number| json!(format!("n{number}@harbour-house.example"))).collect();
    assert_eq!(emails, expected);
    refuses_what_it_does_not_know(&admin, PATH).await;
    app.stop().await;
}

#[actix_web::test]
async fn invitations_are_the_administrators_and_owners_to_see() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    ada(&hotel.admin().await).await;

    hotel.owner().await.gets(PATH).await.is(200);
    lacks(&hotel.requester().await, "invitation.view", "GET", PATH, None).await;
    assert_eq!(clinic.admin().await.gets(PATH).await.is(200).body["items"], json!([]));

    app.stop().await;
}
