use uuid::Uuid;

use super::{REQUESTER, asks, refused};
use crate::support::App;

fn path(id: &str) -> String {
    format!("/v1/mails/{id}/resend")
}

#[actix_web::test]
async fn a_mail_that_was_refused_is_sent_once_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = refused(&app, &hotel).await;
    let right = format!("update door.mail set address = '{REQUESTER}'");
    sqlx::raw_sql(sqlx::AssertSqlSafe(right)).execute(&mut app.administrator().await).await.unwrap();

    let answer = hotel.admin().await.posts_nothing(&path(&id)).await.is(200);

    assert_eq!((answer.body["state"].as_str(), answer.body["attempts"].as_i64()), (Some("waiting"), Some(0)));
    assert_eq!(answer.action("mail.resend"), Err("mail_not_failed".into()));
    app.delivers().await;
    assert_eq!(app.mail_to(REQUESTER).len(), 1);
    assert_eq!(hotel.actions_on(&id).await, ["mail.failed", "mail.resent", "mail.sent"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_mail_that_waits_or_was_sent_is_not_sent_once_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    asks(&app, REQUESTER).await;
    let owner = hotel.owner().await;
    let listed = owner.gets("/v1/mails").await.is(200);
    let id = listed.body["items"][0]["id"].as_str().unwrap();

    owner.posts_nothing(&path(id)).await.is_refused(409, "mail_not_failed");
    app.delivers().await;
    owner.posts_nothing(&path(id)).await.is_refused(409, "mail_not_failed");

    app.delivers().await;
    assert_eq!(app.mail_to(REQUESTER).len(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn a_mail_whose_link_has_expired_is_not_sent_once_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = refused(&app, &hotel).await;
    app.moves_clock("30 minutes 1 second").await;

    hotel.owner().await.posts_nothing(&path(&id)).await.is_refused(409, "mail_expired");

    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_mail_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let id = refused(&app, &hotel).await;

    clinic.owner().await.posts_nothing(&path(&id)).await.is_refused(404, "not_found");
    hotel.owner().await.posts_nothing(&path(&Uuid::new_v4().to_string())).await.is_refused(404, "not_found");
    hotel.requester().await.posts_nothing(&path(&id)).await.is_refused(403, "forbidden");

    hotel.owner().await.posts_nothing(&path(&id)).await.is(200);
    app.stop().await;
}
