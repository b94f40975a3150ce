use serde_json::json;

use super::{REQUESTER, asks, readdresses, refused, standing};
use crate::support::App;

#[actix_web::test]
async fn an_owner_sees_what_was_sent_and_what_was_not_and_never_what_it_says() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    refused(&app, &hotel).await;
    asks(&app, REQUESTER).await;
    app.delivers().await;
    asks(&app, REQUESTER).await;

    let answer = hotel.owner().await.gets("/v1/mails").await.is(200);

    let row =
        |address: &str, state: &str, attempts: &str| ["password_reset", address, state, attempts].map(str::to_owned);
    let nobody = "nobody@harbour-house.example";
    assert_eq!(
        standing(&answer.body),
        [row(REQUESTER, "waiting", "0"), row(REQUESTER, "sent", "1"), row(nobody, "failed", "1")]
    );
    let failed = &answer.body["items"][2];
    assert_eq!(failed["reply"], "550 5.1.1 no such mailbox");
    assert_eq!(failed["person_id"], json!(hotel.people.requester));
    assert_eq!(failed["next_at"], json!(null));
    let secret = app.mail_to(REQUESTER)[0].secret();
    assert!(!answer.body.to_string().contains(&secret));
    app.stop().await;
}

#[actix_web::test]
async fn a_list_is_narrowed_to_a_state_and_read_page_by_page() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    for _ in 0..3 {
        asks(&app, REQUESTER).await;
    }
    let owner = hotel.owner().await;

    let first = owner.gets("/v1/mails?state=waiting&limit=2").await.is(200);
    let cursor = first.body["next_cursor"].as_str().unwrap();
    let second = owner.gets(&format!("/v1/mails?state=waiting&limit=2&cursor={cursor}")).await.is(200);

    assert_eq!((standing(&first.body).len(), standing(&second.body).len()), (2, 1));
    assert_eq!(second.body["next_cursor"], json!(null));
    assert_ne!(first.body["items"][1]["id"], second.body["items"][0]["id"]);
    assert_eq!(owner.gets("/v1/mails?state=sent").await.is(200).body["items"], json!([]));
    owner.gets("/v1/mails?state=lost").await.is_invalid("state", "unknown_value");
    app.stop().await;
}

#[actix_web::test]
async fn mail_is_the_owners_and_the_administrators_to_see_and_each_organisations_own() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    asks(&app, REQUESTER).await;
    readdresses(&app, "later").await;

    hotel.admin().await.gets("/v1/mails").await.is(200);
    hotel.requester().await.gets("/v1/mails").await.is_refused(403, "forbidden");
    hotel.auditor().await.gets("/v1/mails").await.is_refused(403, "forbidden");
    assert_eq!(clinic.owner().await.gets("/v1/mails").await.is(200).body["items"], json!([]));

    app.stop().await;
}

#[actix_web::test]
async fn a_failed_mail_says_whether_it_can_be_sent_once_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    refused(&app, &hotel).await;
    asks(&app, REQUESTER).await;

    let listed = hotel.owner().await.gets("/v1/mails").await.is(200);

    let closed = |place: usize| listed.body["items"][place]["actions"][0]["closed_because"]["code"].clone();
    assert_eq!((closed(0), closed(1)), (json!("mail_not_failed"), json!(null)));
    assert_eq!(listed.body["items"][1]["actions"][0]["name"], "mail.resend");
    app.stop().await;
}
