use serde_json::{Value, json};

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{Answer, App, Caught, Person},
};

const DENY: &str = "/v1/confirmation-link/deny";
const POLICY: &str = "/v1/security-policy";
const OWNER: &str = "owner@harbour-house.example";

fn by(link: &str) -> Value {
    json!({ "link": link })
}

async fn asks(person: &Person<'_>) -> Answer {
    let change = Some(json!({ "failures_max": 20 }));
    person.sends_once("PATCH", POLICY, change, &[("if-match", "\"1\"")]).await
}

/// Asks, and what was mailed of it.
async fn mailed(person: &Person<'_>) -> (Answer, Caught) {
    let asked = asks(person).await.is_refused(403, "confirmation_required");
    person.app.delivers().await;
    let mut mails = person.app.mail_to(OWNER);
    mails.retain(|mail| mail.subject.starts_with("Confirm: "));
    (asked, mails.pop().expect("a mail"))
}

fn code(asked: &Answer, mail: &Caught) -> String {
    let digits: String = mail.text.split_once("minutes: ").unwrap().1.chars().take(9).filter(|c| *c != ' ').collect();
    format!("{}:{digits}", asked.body["confirmation"]["id"].as_str().unwrap())
}

async fn confirms(person: &Person<'_>, code: &str) -> Answer {
    let change = Some(json!({ "failures_max": 20 }));
    person.sends_once("PATCH", POLICY, change, &[("if-match", "\"1\""), ("confirmation", code)]).await
}

#[actix_web::test]
async fn whoever_reads_the_mailbox_stops_it_and_whoever_is_signed_in_is_out() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let mut desk = Browser::new(&app);
    desk.signs_in("harbour-house", OWNER, PASSWORD).await.is(200);
    let thief = hotel.owner().await;
    let (asked, mail) = mailed(&thief).await;
    let (code, link) = (code(&asked, &mail), mail.secret());
    let browser = Browser::new(&app);

    let answer = browser.posts(DENY, by(&link)).await.is(200);

    assert_eq!(
        (&answer.body["person_name"], &answer.body["title"], &answer.body["is_done"]),
        (&json!("Olga Owner"), &json!("Change the security policy"), &json!(false))
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    thief.gets("/v1/session").await.is_refused(401, "unauthenticated");
    desk.views().await.is_refused(401, "unauthenticated");
    desk.tries_to_refresh().await.is_refused(401, "unauthenticated");
    confirms(&hotel.owner().await, &code).await.is_refused(403, "confirmation_refused");
    browser.posts(DENY, by(&link)).await.is_refused(404, "confirmation_link_spent");
    let id = asked.body["confirmation"]["id"].as_str().unwrap();
    assert_eq!(hotel.actions_on(id).await, ["confirmation.asked", "confirmation.denied"]);
    app.delivers().await;
    let told = app.mail_to(OWNER).into_iter().find(|mail| mail.subject.starts_with("Somebody else may use"));
    assert!(told.is_some_and(|mail| mail.text.contains("stopped before it was done")));
    app.stop().await;
}

#[actix_web::test]
async fn what_a_newer_code_did_is_said_to_be_done() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let thief = hotel.owner().await;
    let (_, older) = mailed(&thief).await;
    let (asked, newer) = mailed(&thief).await;
    confirms(&thief, &code(&asked, &newer)).await.is(200);

    let answer = Browser::new(&app).posts(DENY, by(&older.secret())).await.is(200);

    assert_eq!(answer.body["is_done"], json!(true));
    app.stop().await;
}

#[actix_web::test]
async fn another_owner_is_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let other = hotel.somebody_who_may(&["grant.approve"]).await;
    let (_, mail) = mailed(&hotel.owner().await).await;

    Browser::new(&app).posts(DENY, by(&mail.secret())).await.is(200);

    app.delivers().await;
    let mails = app.mail_to(&format!("{}@harbour-house.example", other.id));
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!(mail.subject, "Somebody else may use the account of Olga Owner: Harbour House");
    app.stop().await;
}

#[actix_web::test]
async fn what_was_done_stays_done_and_whoever_did_it_is_out() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let thief = hotel.owner().await;
    let (asked, mail) = mailed(&thief).await;
    confirms(&thief, &code(&asked, &mail)).await.is(200);

    let answer = Browser::new(&app).posts(DENY, by(&mail.secret())).await.is(200);

    assert_eq!(answer.body["is_done"], true);
    thief.gets("/v1/session").await.is_refused(401, "unauthenticated");
    assert_eq!(hotel.owner().await.gets(POLICY).await.is(200).body["failures_max"], 20);
    app.stop().await;
}

#[actix_web::test]
async fn after_a_day_and_for_a_stranger_the_link_is_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (_, mail) = mailed(&hotel.owner().await).await;
    let browser = Browser::new(&app);

    browser.posts(DENY, by("eu1_made-up")).await.is_refused(404, "confirmation_link_spent");
    app.moves_clock("24 hours 1 minute").await;

    browser.posts(DENY, by(&mail.secret())).await.is_refused(404, "confirmation_link_spent");
    app.stop().await;
}

#[actix_web::test]
async fn everything_that_waits_is_frozen_with_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let admin = hotel.admin().await;
    let wish = json!({ "person_id": hotel.people.requester, "roles": ["accounts"], "reason": "Stands in" });
    let grant = format!("/v1/grants/{}/approve", admin.posts("/v1/grants", wish).await.is(201).id());
    let key = uuid::Uuid::new_v4().to_string();
    let headers = [("if-match", "\"1\""), ("idempotency-key", &*key)];
    owner.sends_once("POST", &grant, None, &headers).await.is_refused(403, "confirmation_required");
    let asked = asks(&owner).await.is_refused(403, "confirmation_required");
    app.delivers().await;
    let mails = app.mail_to(OWNER);
    let mail = mails.iter().find(|mail| mail.subject.starts_with("Confirm: Change")).expect("a mail");

    Browser::new(&app).posts(DENY, by(&mail.secret())).await.is(200);

    let live: i64 = sqlx::query_scalar("select count(*) from door.intent where state = 'live'")
        .fetch_one(&mut hotel.administrator().await)
        .await
        .unwrap();
    assert_eq!((live, asked.status), (0, 403));
    app.stop().await;
}
