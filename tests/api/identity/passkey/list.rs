//! One's own passkeys.
use serde_json::{Value, json};

use crate::{
    identity::browser::Browser,
    support::{App, Device},
};

#[actix_web::test]
async fn one_sees_ones_own_and_when_they_were_last_shown() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut laptop, mut phone) = (hotel.owner_signs_in().await, Device::default(), Device::default());
    desk.adds_a_passkey(&mut laptop).await;
    desk.adds_a_passkey_by(&mut phone, json!({})).await.is(200);

    Browser::new(&app).signs_in_with(&mut phone).await.is(200);

    let own = desk.passkeys().await;
    let seen: Vec<_> = own.iter().map(|own| (own["name"].as_str().unwrap(), own["last_used_at"].is_string())).collect();
    assert_eq!(seen, [("Laptop", false), ("Laptop", true)]);
    assert_eq!((&own[0]["is_backed_up"], &own[0]["transports"]), (&json!(false), &json!(["internal"])));
    assert_eq!(hotel.requester().await.gets("/v1/passkeys").await.is(200).body, json!({ "items": [] }));
    let kept: Vec<Value> = sqlx::query_scalar("select credential from door.passkey")
        .fetch_all(&mut hotel.administrator().await)
        .await
        .unwrap();
    // Who built the device is kept nowhere.
    assert!(kept.iter().all(|kept| kept["attestation"]["data"] == "None"), "{kept:?}");
    app.stop().await;
}
