use serde_json::{Value, json};

use super::{PASSWORD, PATH, server, sets};
use crate::support::App;

#[actix_web::test]
async fn whoever_tries_it_is_mailed_by_it_and_sees_that_it_went() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    sets(&admin, server(&app, PASSWORD)).await.is(200);

    let tried = admin.posts_nothing(&format!("{PATH}/test")).await.is(200);

    assert_eq!(tried.body["last_test"]["state"], "waiting");
    app.delivers().await;
    let mails = app.own_mail();
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!(
        (mail.to.as_str(), mail.subject.as_str()),
        ("admin@harbour-house.example", "Your mail server works: Harbour House")
    );
    assert_eq!(admin.gets(PATH).await.body["last_test"]["state"], "sent");
    app.stop().await;
}

#[actix_web::test]
async fn what_the_server_said_is_told_once_and_without_the_password() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    sets(&admin, server(&app, "wrong-Tr0ubadour")).await.is(200);
    admin.posts_nothing(&format!("{PATH}/test")).await.is(200);

    app.delivers().await;

    let seen = admin.gets(PATH).await.is(200);
    assert_eq!(seen.body["last_test"]["state"], "failed");
    assert_eq!(seen.body["last_test"]["reply"], "535 5.7.8 not let in with …");
    // What was said of another server is told of this one no more.
    app.moves_clock("1 second").await;
    let changed = sets(&admin, server(&app, PASSWORD)).await.is(200);
    assert_eq!(changed.body["last_test"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn there_is_nothing_to_try_where_none_is_set() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    hotel.admin().await.posts_nothing(&format!("{PATH}/test")).await.is_refused(409, "mail_server_not_set");
    let refused = hotel.accounts().await.posts_nothing(&format!("{PATH}/test")).await.is_refused(403, "forbidden");

    assert_eq!(refused.body["detail"], json!("mail_server.test"));
    app.stop().await;
}
