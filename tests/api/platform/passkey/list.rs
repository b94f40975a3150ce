//! One's own passkeys.
use access::platform::OperatorRole;
use serde_json::json;

use super::somebody;
use crate::{
    platform::console::{Console, PASSKEYS},
    support::{App, Device},
};

#[actix_web::test]
async fn one_sees_ones_own_alone() {
    let app = App::start().await;
    let console = somebody(&app).await;
    let mut device = Device::default();
    console.adds_a_passkey(&mut device).await.is(204);
    let other = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;

    let seen = console.gets(PASSKEYS).await.is(200);

    let items = seen.body["items"].as_array().unwrap();
    assert_eq!((items.len(), &items[0]["name"], &items[0]["last_used_at"]), (1, &json!("The laptop"), &json!(null)));
    assert_eq!(other.gets(PASSKEYS).await.is(200).body["items"], json!([]));
    Console::new(&app, "").gets(PASSKEYS).await.is_refused(401, "unauthenticated");
    Console::new(&app, "").signs_in_with(&mut device).await.is(200);
    assert!(console.gets(PASSKEYS).await.is(200).body["items"][0]["last_used_at"].is_string());
    app.stop().await;
}
