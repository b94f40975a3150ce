//! The first request: nothing is done, the answer and the mail say word for word what would be, and the second one is the same with the code.
use serde_json::json;
use sqlx::ConnectOptions;

use super::{confirmed, confirms_nothing, ready};
use crate::support::App;

const OTHER: &str = "second@operators.example";

#[actix_web::test]
async fn the_mail_says_what_the_screen_says_and_its_code_does_just_that() {
    for event in confirmed() {
        let app = App::start().await;
        let act = ready(&app, event).await;

        let asked = act.asks().await;

        let shown = &asked.body["confirmation"];
        assert_eq!((&shown["sent_to"], &shown["channels"]), (&json!("s***@operators.example"), &json!(["mail"])));
        assert_eq!(act.done().await, 0, "{event}");
        app.delivers().await;
        let title = shown["title"].as_str().unwrap();
        let mails = app.mail_to(OTHER);
        let subject = format!("Confirm: {title} (Countersign operations)");
        let mail = mails.iter().find(|mail| mail.subject == subject).unwrap_or_else(|| panic!("{subject}: {mails:?}"));
        let lines: Vec<_> = shown["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        for line in lines.iter().chain([&title]) {
            assert!(mail.text.contains(line), "{event}: {line} in {}", mail.text);
        }
        for line in [
            act.subject_line(),
            "Asked for by: Oda Finch <ops@operators.example>",
            "Confirmed by: Oda Finch <second@operators.example>",
            "From: 127.0.0.1",
        ] {
            assert!(lines.contains(&line), "{event}: {lines:?}");
        }
        let digits: String =
            mail.text.split_once("minutes: ").unwrap().1.chars().take(9).filter(|c| *c != ' ').collect();
        let code = format!("{}:{digits}", shown["id"].as_str().unwrap());
        act.confirms(&code).await.is(200);
        assert_eq!(act.done().await, 1, "{event}");
        let told =
            "select action from platform.event where entity = 'confirmation' and entity_id = $1::uuid order by id";
        let told: Vec<String> = sqlx::query_scalar(told)
            .bind(shown["id"].as_str())
            .fetch_all(&mut app.directory().connect().await.unwrap())
            .await
            .unwrap();
        assert_eq!(told, ["confirmation.asked", "confirmation.given"], "{event}");
        app.stop().await;
    }
}

#[actix_web::test]
async fn a_deletion_says_after_how_many_days_it_is_final_and_whom_owners_write_to() {
    let app = App::start().await;
    let act = ready(&app, "deletion.carried_out").await;

    let asked = act.asks().await;

    let lines = asked.body["confirmation"]["lines"].to_string();
    for words in ["after 7 days everything in it goes", "help@countersign.example", "The contract has ended."] {
        assert!(lines.contains(words), "{words}: {lines}");
    }
    assert_eq!(asked.body["confirmation"]["title"], "Delete harbour-house");
    app.stop().await;
}

#[actix_web::test]
async fn a_broken_rule_is_said_at_once_and_nothing_is_mailed() {
    let app = App::start().await;
    let act = ready(&app, "suspension.carried_out").await;

    act.one.posts_nothing(&act.path).await.is_refused(409, "suspension_by_oneself");

    app.delivers().await;
    assert_eq!(app.mail_to("ops@operators.example"), []);
    app.stop().await;
}

#[actix_web::test]
async fn so_many_are_mailed_in_a_quarter_of_an_hour_and_no_more() {
    let app = App::start().await;
    let act = ready(&app, "suspension.carried_out").await;
    for _ in 0..5 {
        act.asks().await;
    }

    let sixth = act.other.posts_nothing(&act.path).await.is_refused(429, "too_many_confirmations");

    let wait: i64 = sixth.header("retry-after").unwrap().parse().unwrap();
    assert!((600..=900).contains(&wait), "{wait}");
    act.third().await.posts_nothing(&act.path).await.is_refused(403, "confirmation_required");
    app.stop().await;
}

#[actix_web::test]
async fn what_is_no_code_confirms_nothing() {
    let app = App::start().await;
    let act = ready(&app, "suspension.carried_out").await;
    act.asks().await;

    let id = "0192b0c0-0000-7000-8000-000000000001";
    for code in ["", "12345678", "not-an-id:12345678", &format!("{id}:12345678"), &format!("{id}:AQ.Ag.Aw.BA")] {
        confirms_nothing(&act.confirms(code).await, code);
    }
    app.stop().await;
}
