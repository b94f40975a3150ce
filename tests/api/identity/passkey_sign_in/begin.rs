//! What everybody is asked who signs in with a passkey.
use actix_web::web::Data;
use identity::{RelyingParty, SessionPolicy, Sessions};
use serde_json::json;

use crate::{
    identity::browser::Browser,
    support::{Answer, App, Device},
};

async fn begins(browser: &Browser<'_>) -> Answer {
    browser.sends("POST", "/v1/passkey-sign-ins/begin", None, &[]).await
}

#[actix_web::test]
async fn everybody_is_asked_alike_and_nothing_is_kept() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let before = begins(&Browser::new(&app)).await.is(200);
    hotel.owner_signs_in().await.adds_a_passkey(&mut Device::default()).await;

    let asked = begins(&Browser::new(&app)).await.is(200);

    let options = |answer: &Answer| {
        let mut options = answer.body["options"].clone();
        options["challenge"] = json!(null);
        options
    };
    assert_eq!(options(&asked), options(&before));
    assert_eq!(
        (&asked.body["options"]["allowCredentials"], &asked.body["options"]["rpId"]),
        (&json!([]), &json!("localhost"))
    );
    assert_eq!(asked.body["options"]["userVerification"], "required");
    assert_ne!(asked.body["challenge"], before.body["challenge"]);
    assert_eq!((asked.body["expires_in_s"].as_i64(), asked.header("cache-control")), (Some(300), Some("no-store")));
    let kept = "select (select count(*) from door.passkey_challenge) + (select count(*) from door.spent_challenge)";
    let kept: i64 = sqlx::query_scalar(kept).fetch_one(&mut app.administrator().await).await.unwrap();
    assert_eq!(kept, 0);
    app.stop().await;
}

#[actix_web::test]
async fn an_address_without_a_domain_has_no_passkeys() {
    let app = App::start_as(|state| {
        let party = RelyingParty::of("http://127.0.0.1:8080");
        state.sessions = Data::new(Sessions::new(SessionPolicy::default(), party));
    })
    .await;

    begins(&Browser::new(&app)).await.is_refused(409, "passkeys_unavailable");

    app.stop().await;
}

#[actix_web::test]
async fn whichever_home_asks_the_home_of_the_account_lets_in() {
    let app = App::start_homes(&["us1", "eu1"]).await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    for organisation in [&hotel, &clinic] {
        let (mut desk, mut device) = (organisation.owner_signs_in().await, Device::default());
        desk.adds_a_passkey(&mut device).await;

        let mut elsewhere = Browser::new(&app);
        elsewhere.signs_in_with(&mut device).await.is(200);

        assert_eq!(elsewhere.views().await.is(200).body["organisation"]["slug"], organisation.slug);
    }
    app.stop().await;
}
