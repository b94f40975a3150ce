//! The first request: nothing is done, the answer and the mail say word for word what would be, and the second one is the same with the code.
use serde_json::json;
use uuid::Uuid;

use super::{acts, confirms_nothing, is_done};
use crate::support::App;

const OWNER: &str = "owner@harbour-house.example";

#[actix_web::test]
async fn the_mail_says_what_the_screen_says_and_its_code_does_just_that() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    for act in acts(&hotel).await {
        let name = act.entry.code;

        let asked = act.asks(&owner).await.is_refused(403, "confirmation_required");

        let shown = &asked.body["confirmation"];
        assert_eq!((&shown["sent_to"], &shown["channels"]), (&json!("o***@harbour-house.example"), &json!(["mail"])));
        assert_eq!(act.done(&hotel).await, 0, "{name}");
        let title = shown["title"].as_str().unwrap();
        app.delivers().await;
        let subject = format!("Confirm: {title} (Harbour House)");
        let mails = app.mail_to(OWNER);
        let mail = mails.iter().find(|mail| mail.subject == subject).unwrap_or_else(|| panic!("{subject}: {mails:?}"));
        let lines: Vec<_> = shown["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        for line in lines.iter().chain([&title]) {
            assert!(mail.text.contains(line), "{name}: {line} in {}", mail.text);
        }
        for line in ["Organisation: Harbour House", "Asked by: Olga Owner", "From: 127.0.0.1"] {
            assert!(lines.contains(&line), "{name}: {lines:?}");
        }
        assert!(!asked.body.to_string().contains(OWNER), "{asked:?}");
        let digits: String =
            mail.text.split_once("minutes: ").unwrap().1.chars().take(9).filter(|c| *c != ' ').collect();
        let code = format!("{}:{digits}", shown["id"].as_str().unwrap());
        is_done(&act.confirms(&owner, &code).await, name);
        let intent = shown["id"].as_str().unwrap();
        assert_eq!(hotel.actions_on(intent).await, ["confirmation.asked", "confirmation.given"], "{name}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_policy_is_shown_from_and_to() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let change = json!({ "idle_minutes": 60, "second_factor_roles": ["owner", "admin"] });

    let asked =
        hotel.owner().await.sends_once("PATCH", "/v1/security-policy", Some(change), &[("if-match", "\"1\"")]).await;

    let asked = asked.is_refused(403, "confirmation_required");
    let shown = &asked.body["confirmation"];
    assert_eq!(
        (&shown["title"], &shown["lines"][0], &shown["lines"][1]),
        (
            &json!("Change the security policy"),
            &json!("An unused sign-in ends after: 720 minutes → 60 minutes"),
            &json!("Second factor demanded of: nobody → Admin, Owner")
        )
    );
    app.stop().await;
}

#[actix_web::test]
async fn the_key_of_the_first_request_is_the_key_of_the_second_and_keeps_its_answer() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    for act in acts(&hotel).await.into_iter().filter(|act| act.method == "POST") {
        let key = Uuid::new_v4().to_string();
        let asked = act.sends_with_key(&owner, None, &key).await.is_refused(403, "confirmation_required");
        let code = owner.learns_code(&asked).await;

        let done = act.sends_with_key(&owner, Some(&code), &key).await;

        is_done(&done, act.entry.code);
        for code in [Some(&*code), None] {
            let again = act.sends_with_key(&owner, code, &key).await;
            assert_eq!((again.status, &again.bytes), (done.status, &done.bytes), "{}", act.entry.code);
            assert_eq!(again.header("idempotency-replayed"), Some("true"));
        }
        assert_eq!(act.done(&hotel).await, 1);
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_broken_rule_is_said_at_once_and_nothing_is_mailed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;

    let broken = json!({ "failures_max": 99 });
    let answer = owner.sends_once("PATCH", "/v1/security-policy", Some(broken), &[("if-match", "\"1\"")]).await;

    answer.is_invalid("failures_max", "range");
    app.delivers().await;
    assert_eq!(app.mail_to(OWNER), []);
    app.stop().await;
}

#[actix_web::test]
async fn so_many_are_mailed_in_a_quarter_of_an_hour_and_no_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let acts = acts(&hotel).await;
    for place in 0..5 {
        acts[place % acts.len()].asks(&owner).await.is_refused(403, "confirmation_required");
    }

    let sixth = acts[0].asks(&owner).await.is_refused(429, "too_many_confirmations");

    let wait: i64 = sixth.header("retry-after").unwrap().parse().unwrap();
    assert!((600..=900).contains(&wait), "{wait}");
    let colleague = hotel.somebody_who_may(&[acts[0].entry.code]).await;
    acts[0].asks(&colleague).await.is_refused(403, "confirmation_required");
    let age = "update door.intent set asked_at = asked_at - interval '16 minutes', expires_at = expires_at - interval '16 minutes'";
    sqlx::raw_sql(age).execute(&mut hotel.administrator().await).await.unwrap();
    acts[0].asks(&owner).await.is_refused(403, "confirmation_required");
    app.stop().await;
}

#[actix_web::test]
async fn what_is_no_code_confirms_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let acts = acts(&hotel).await;
    acts[0].asks(&owner).await.is_refused(403, "confirmation_required");

    for code in ["", "12345678", "not-an-id:12345678", "0192b0c0-0000-7000-8000-000000000001:12345678"] {
        confirms_nothing(&acts[0].confirms(&owner, code).await, code);
    }
    app.stop().await;
}
