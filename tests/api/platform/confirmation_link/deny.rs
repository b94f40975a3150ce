//! Saying that it was somebody else who asked.
use access::platform::OperatorRole;
use serde_json::{Value, json};

use crate::{
    platform::console::{Console, two},
    support::{Answer, App, Caught},
};

const DENY: &str = "/v1/operator/confirmation-link/deny";
const PATH: &str = "/v1/operator/organisations/harbour-house/suspension/carry-out";
const SECOND: &str = "second@operators.example";

fn by(link: &str) -> Value {
    json!({ "link": link })
}

/// Two operators, of whom the second is about to carry out a suspension, and what was mailed of it.
async fn about_to_suspend(app: &App) -> ([Console<'_>; 2], Answer, Caught) {
    let _hotel = app.hotel().await;
    let consoles = two(app).await;
    consoles[0].asks("suspension", "harbour-house").await.is(201);
    let (asked, mail) = mailed(&consoles[1]).await;
    (consoles, asked, mail)
}

async fn mailed(console: &Console<'_>) -> (Answer, Caught) {
    let asked = console.posts_nothing(PATH).await.is_refused(403, "confirmation_required");
    console.app.delivers().await;
    let mail = console.app.mail_to(SECOND).pop().expect("a mail");
    (asked, mail)
}

fn code(asked: &Answer, mail: &Caught) -> String {
    let digits: String = mail.text.split_once("minutes: ").unwrap().1.chars().take(9).filter(|c| *c != ' ').collect();
    format!("{}:{digits}", asked.body["confirmation"]["id"].as_str().unwrap())
}

#[actix_web::test]
async fn whoever_reads_the_mailbox_stops_it_and_whoever_is_signed_in_is_out() {
    let app = App::start().await;
    let ([one, mut thief], asked, mail) = about_to_suspend(&app).await;
    let watching = Console::of(&app, OperatorRole::Security, "security@operators.example").await;
    let stranger = Console::new(&app, "");

    assert!(mail.text.contains("/operator/deny-confirmation#op_"), "{}", mail.text);
    let answer = stranger.posts(DENY, by(&mail.secret())).await.is(200);

    let told = (&answer.body["name"], &answer.body["title"], &answer.body["is_done"]);
    assert_eq!(told, (&json!("Oda Finch"), &json!("Suspend harbour-house"), &json!(false)));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    thief.gets("/v1/operator/session").await.is_refused(401, "unauthenticated");
    one.gets("/v1/operator/session").await.is(200);
    thief.signs_in().await.is(200);
    thief.confirms(PATH, &code(&asked, &mail)).await.is_refused(403, "confirmation_refused");
    stranger.posts(DENY, by(&mail.secret())).await.is_refused(404, "operator_confirmation_link_spent");
    let seen = watching.gets("/v1/operator/events").await.is(200);
    let events = seen.body["items"].as_array().unwrap();
    let told = events.iter().find(|event| event["action"] == "confirmation.denied").unwrap();
    assert_eq!((&told["detail"]["ended"], &told["detail"]["is_done"]), (&json!(1), &json!(false)));
    app.delivers().await;
    for address in [SECOND, "security@operators.example"] {
        let mail = app.mail_to(address).pop().expect("a mail");
        assert_eq!(mail.subject, "Somebody else may use the operator account of Oda Finch", "{address}");
        assert!(mail.text.contains("stopped before it was done"), "{}", mail.text);
    }
    assert_eq!(app.mail_to("ops@operators.example"), [], "nobody else is told");
    app.stop().await;
}

#[actix_web::test]
async fn what_a_newer_code_did_is_said_to_be_done_and_stays_done() {
    let app = App::start().await;
    let ([_, other], _, older) = about_to_suspend(&app).await;
    let (asked, newer) = mailed(&other).await;
    other.confirms(PATH, &code(&asked, &newer)).await.is(200);

    let answer = Console::new(&app, "").posts(DENY, by(&older.secret())).await.is(200);

    assert_eq!(answer.body["is_done"], true);
    other.gets("/v1/operator/session").await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn after_a_day_and_for_a_stranger_the_link_is_nothing() {
    let app = App::start().await;
    let (_, _, mail) = about_to_suspend(&app).await;
    let stranger = Console::new(&app, "");

    stranger.posts(DENY, by("op_made-up")).await.is_refused(404, "operator_confirmation_link_spent");
    app.moves_clock("24 hours 1 minute").await;

    stranger.posts(DENY, by(&mail.secret())).await.is_refused(404, "operator_confirmation_link_spent");
    app.stop().await;
}

#[actix_web::test]
async fn links_that_open_nothing_are_counted() {
    let app = App::start().await;
    let stranger = Console::new(&app, "");

    for guess in 0..50 {
        let link = format!("op_{guess}");
        stranger.posts(DENY, by(&link)).await.is_refused(404, "operator_confirmation_link_spent");
    }

    stranger.posts(DENY, by("op_more")).await.is_refused(429, "operator_tries_too_many");
    app.stop().await;
}
