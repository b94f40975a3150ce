//! The list of operators.
use access::platform::OperatorRole;
use serde_json::json;

use crate::{
    platform::console::{Console, OPERATORS, invites, two_of},
    support::{App, Device},
};

#[actix_web::test]
async fn those_who_watch_see_everybody_how_they_sign_in_and_what_waits() {
    let app = App::start().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;
    let support = Console::of(&app, OperatorRole::Support, "support@operators.example").await;
    support.adds_a_passkey(&mut Device::default()).await.is(204);
    invites(&app, "late@operators.example", OperatorRole::Ops).await.unwrap();
    other.asks_to_invite("asked@operators.example", OperatorRole::Ops).await.is(201);
    one.asks_of("closing", &support.own_id().await).await.is(201);

    let seen = one.gets(OPERATORS).await.is(200);

    let items = seen.body["items"].as_array().unwrap();
    let shown: Vec<_> = items
        .iter()
        .map(|item| (item["email"].as_str().unwrap(), item["state"].as_str().unwrap(), item["waiting"]["act"].as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ("asked@operators.example", "asked_for", Some("invite")),
            ("late@operators.example", "invited", None),
            ("ops@operators.example", "active", None),
            ("second@operators.example", "active", None),
            ("support@operators.example", "active", Some("close")),
        ]
    );
    let [asked, late, _, _, closing] = &items[..] else { panic!("{items:?}") };
    assert_eq!((&asked["has_app"], &asked["waiting"]["asked_by_name"]), (&json!(false), &json!("Oda Finch")));
    assert!(late["link_expires_at"].is_string() && late["signed_in_at"].is_null() && late["has_app"] == false);
    assert!(closing["signed_in_at"].is_string() && closing["link_expires_at"].is_null());
    assert_eq!((&closing["has_app"], &closing["passkeys"]), (&json!(true), &json!(1)));
    app.stop().await;
}

#[actix_web::test]
async fn a_page_begins_where_the_last_one_ended_and_nobody_else_reads_it() {
    let app = App::start().await;
    let [one, _] = two_of(&app, OperatorRole::Security).await;

    let first = one.gets(&format!("{OPERATORS}?limit=1")).await.is(200);
    let next = first.body["next_cursor"].as_str().unwrap();
    let last = one.gets(&format!("{OPERATORS}?limit=1&cursor={next}")).await.is(200);

    assert_eq!(first.body["items"][0]["email"], "ops@operators.example");
    assert_eq!(
        (&last.body["items"][0]["email"], &last.body["next_cursor"]),
        (&json!("second@operators.example"), &json!(null))
    );
    for role in [OperatorRole::Ops, OperatorRole::Support] {
        let console = Console::of(&app, role, &format!("of-{}@operators.example", role.code())).await;
        console.gets(OPERATORS).await.is_refused(403, "forbidden");
    }
    app.stop().await;
}
