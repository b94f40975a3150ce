//! Confirming by a passkey: what its device signs is of this intent, and nothing else that was signed confirms it.
use serde_json::json;
use sqlx::ConnectOptions;

use super::{Act, confirmed, confirms_nothing, ready};
use crate::{
    platform::plane::{act as runs, in_directory},
    support::{Answer, App, Device, shown_for},
};

const OTHER: &str = "second@operators.example";

/// One of them, and whoever carries it out with a passkey, who was asked for it.
async fn asked<'a>(app: &'a App, event: &'static str) -> (Act<'a>, Device, Answer) {
    let act = ready(app, event).await;
    let mut device = Device::default();
    act.other.adds_a_passkey(&mut device).await.is(204);
    let asked = act.asks().await;
    (act, device, asked)
}

fn shows(device: &mut Device, asked: &Answer) -> String {
    let shown = device.shows(&asked.body["confirmation"]["passkey"]);
    shown_for(asked, &shown)
}

#[actix_web::test]
async fn whoever_has_a_passkey_is_asked_for_it_and_mailed_every_word_without_a_code() {
    for event in confirmed() {
        let app = App::start().await;
        let (act, mut device, asked) = asked(&app, event).await;

        let shown = &asked.body["confirmation"];
        assert_eq!(shown["channels"], json!(["passkey", "mail"]), "{event}");
        assert_eq!(shown["passkey"]["allowCredentials"].as_array().map(Vec::len), Some(1), "{event}");
        app.delivers().await;
        let title = shown["title"].as_str().unwrap();
        let subject = format!("To be confirmed by your passkey: {title} (Countersign operations)");
        let mails = app.mail_to(OTHER);
        let mail = mails.iter().find(|mail| mail.subject == subject).unwrap_or_else(|| panic!("{subject}: {mails:?}"));
        for line in shown["lines"].as_array().unwrap() {
            assert!(mail.text.contains(line.as_str().unwrap()), "{event}: {line} in {}", mail.text);
        }
        assert!(
            !mail.text.contains("minutes: ") && mail.text.contains("/operator/deny-confirmation#"),
            "{}",
            mail.text
        );
        let signed = shows(&mut device, &asked);
        act.confirms(&signed).await.is(200);
        confirms_nothing(&act.confirms(&signed).await, "once more");
        assert_eq!(act.done().await, 1, "{event}");
        let told = "select detail ->> 'by' from platform.event where entity = 'confirmation' and entity_id = $1::uuid order by id";
        let told: Vec<String> = sqlx::query_scalar(told)
            .bind(shown["id"].as_str())
            .fetch_all(&mut app.directory().connect().await.unwrap())
            .await
            .unwrap();
        assert_eq!(told, ["passkey", "passkey"], "{event}");
        app.stop().await;
    }
}

#[actix_web::test]
async fn another_subject_another_intent_and_another_device_confirm_nothing() {
    for event in confirmed() {
        let app = App::start().await;
        let (act, mut device, first) = asked(&app, event).await;
        let signed = shows(&mut device, &first);

        confirms_nothing(&act.confirms_as(&act.other, &act.other_path, &signed).await, &format!("{event}: another"));
        let second = act.asks().await;
        confirms_nothing(&act.confirms(&signed).await, &format!("{event}: replaced"));
        let [old, new] = [&first, &second].map(|asked| asked.body["confirmation"]["id"].as_str().unwrap());
        confirms_nothing(&act.confirms(&signed.replacen(old, new, 1)).await, &format!("{event}: of the one before"));
        let mut stranger = Device::default();
        stranger.makes(&json!({ "challenge": "AA", "user": { "id": "AA" }, "rp": { "id": "localhost" } }));
        let forged = stranger.shows(&second.body["confirmation"]["passkey"]);
        confirms_nothing(&act.confirms(&shown_for(&second, &forged)).await, &format!("{event}: a stranger's"));

        assert_eq!(act.done().await, 0, "{event}");
        act.confirms(&shows(&mut device, &second)).await.is(200);
        app.stop().await;
    }
}

#[actix_web::test]
async fn a_code_confirms_nothing_that_a_passkey_is_asked_for_and_one_is_mailed_to_whoever_asks() {
    let app = App::start().await;
    let (act, mut device, asked) = asked(&app, "suspension.carried_out").await;
    let id = asked.body["confirmation"]["id"].as_str().unwrap();

    confirms_nothing(&act.confirms(&format!("{id}:31415926")).await, "a code");
    let by_mail = act.confirms("mail").await.is_refused(403, "confirmation_required");

    assert!(by_mail.body["confirmation"]["passkey"].is_null());
    let signed = shows(&mut device, &asked);
    let new = by_mail.body["confirmation"]["id"].as_str().unwrap();
    confirms_nothing(&act.confirms(&signed.replacen(id, new, 1)).await, "asked for by mail");
    let code = act.other.learns_code(&by_mail).await;
    act.confirms(&code).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn no_statement_uses_up_what_a_passkey_is_asked_for_without_its_mark() {
    let app = App::start().await;
    let (act, _, asked) = asked(&app, "suspension.carried_out").await;
    let id = asked.body["confirmation"]["id"].as_str().unwrap();
    let mut operator = in_directory(&app, "countersign_operator").await;

    for (redeem, said) in [
        (
            "platform.redeem_intent($1::uuid, 'suspension.carried_out', gen_random_uuid(), '', array[sha256('x')])",
            "over",
        ),
        ("platform.redeem_intent($1::uuid, 'suspension.carried_out', gen_random_uuid(), '', '{}')", "over"),
        (
            "platform.redeem_intent_by_passkey($1::uuid, 'suspension.carried_out', gen_random_uuid(), '', '{}', gen_random_uuid(), 9, false)",
            "changed",
        ),
    ] {
        let check = redeem.replace("$1", &format!("'{id}'"));
        let sql = format!(
            "do $do$ begin if {check} <> '{said}' then raise exception 'it is not' using errcode = 'CS999'; end if; end $do$"
        );
        assert_eq!(runs(&mut operator, &act.other.secret, &sql).await, None, "{redeem}");
    }
    assert_eq!(act.done().await, 0);
    app.stop().await;
}
