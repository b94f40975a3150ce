//! Asking that somebody be let in.
use access::platform::OperatorRole;
use serde_json::json;

use crate::{
    platform::console::{Console, OPERATORS, invites, two_of},
    support::App,
};

const NEW: &str = "kofi@operators.example";

#[actix_web::test]
async fn somebody_who_is_asked_for_is_nobody_until_a_second_operator_agrees_and_the_link_is_theirs_alone() {
    let app = App::start().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;

    let asked = one.asks_to_invite(NEW, OperatorRole::Support).await.is(201);

    assert_eq!(asked.header("location"), Some(OPERATORS));
    assert_eq!((&asked.body["act"], &asked.body["carried_out_by"]), (&json!("invite"), &json!(null)));
    app.delivers().await;
    assert_eq!(app.mail_to(NEW), []);
    let id = asked.body["operator_id"].as_str().unwrap();
    let done = other.decides(id).await.is(200);
    app.delivers().await;
    let mail = app.mail_to(NEW).pop().expect("a link");
    assert_eq!(mail.subject, "You are invited to operate Countersign");
    let link = mail.secret();
    for answer in [&asked, &done, &other.gets(OPERATORS).await, &other.gets("/v1/operator/events").await] {
        assert!(!answer.body.to_string().contains(&link), "{answer:?}");
    }
    let mut console = Console::new(&app, NEW);
    console.enters(&link).await.is(200);
    console.signs_in().await.is(200);
    let own = console.gets("/v1/operator/session").await.is(200);
    assert_eq!(
        (&own.body["id"], &own.body["role"], &own.body["name"]),
        (&json!(id), &json!("support"), &json!("Kofi Mensah"))
    );
    app.stop().await;
}

#[actix_web::test]
async fn an_address_is_asked_for_once_and_none_that_is_or_was_an_operators() {
    let app = App::start().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;
    invites(&app, "support@operators.example", OperatorRole::Support).await.unwrap();

    one.asks_to_invite("support@operators.example", OperatorRole::Ops).await.is_refused(409, "operator_known");
    one.asks_to_invite(NEW, OperatorRole::Ops).await.is(201);
    other.asks_to_invite(NEW, OperatorRole::Support).await.is_refused(409, "operator_change_waiting");

    // The installation's own command was quicker.
    let waiting = one.gets(OPERATORS).await.is(200);
    let id = waiting.body["items"][0]["id"].as_str().unwrap().to_owned();
    invites(&app, NEW, OperatorRole::Support).await.unwrap();
    other.decides(&id).await.is_refused(409, "operator_known");
    app.stop().await;
}

#[actix_web::test]
async fn whoever_is_not_of_security_asks_for_nobody_and_what_is_no_address_is_said() {
    let app = App::start().await;
    for role in [OperatorRole::Ops, OperatorRole::Support] {
        let console = Console::of(&app, role, &format!("{}@operators.example", role.code())).await;
        let refused = console.asks_to_invite(NEW, OperatorRole::Security).await.is_refused(403, "forbidden");
        assert_eq!(refused.body["detail"], "platform.operator_manage");
    }
    let mut security = Console::of(&app, OperatorRole::Security, "security@operators.example").await;
    let body = json!({ "email": "nowhere", "name": "Kofi", "role": "ops", "reason": "Why" });
    assert_eq!(security.posts(OPERATORS, body).await.status, 422);

    app.moves_clock("5 minutes").await;
    security.asks_to_invite(NEW, OperatorRole::Ops).await.is_refused(401, "sign_in_too_old");
    security.signs_in().await.is(200);
    security.asks_to_invite(NEW, OperatorRole::Ops).await.is(201);
    app.stop().await;
}
