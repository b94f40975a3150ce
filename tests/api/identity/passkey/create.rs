//! A new passkey.
use serde_json::{Value, json};

use crate::{
    identity::{
        authenticator::recovery_codes,
        browser::{Browser, PASSWORD},
    },
    support::{App, Device},
};

const OWNER: &str = "owner@harbour-house.example";

#[actix_web::test]
async fn it_counts_at_once_and_every_other_session_ends() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, elsewhere) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);
    let ended = elsewhere.views().await.body["session"]["id"].clone();
    let before = desk.clone();

    let added = desk.adds_a_passkey(&mut Device::default()).await;

    assert_eq!(recovery_codes(&added).len(), 10);
    assert_eq!(added.header("cache-control"), Some("no-store"));
    let own = desk.views().await.is(200).body["second_factor"].clone();
    assert_eq!(
        [&own["has_app"], &own["passkeys"], &own["recovery_codes_left"]],
        [&json!(false), &json!(1), &json!(10)]
    );
    before.views().await.is_refused(401, "unauthenticated");
    elsewhere.views().await.is_refused(401, "unauthenticated");
    let passkeys = desk.passkeys().await;
    let detail: Value = sqlx::query_scalar("select detail from tenant.audit_event where action = 'passkey.created'")
        .fetch_one(&mut hotel.administrator().await)
        .await
        .unwrap();
    assert_eq!(detail, json!({ "passkey_id": passkeys[0]["id"], "ended": [ended] }));
    app.stop().await;
}

#[actix_web::test]
async fn from_then_on_the_password_alone_opens_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    let codes = recovery_codes(&desk.adds_a_passkey(&mut device).await);

    let mut other = Browser::new(&app);
    let begun = other.tries("harbour-house", OWNER, PASSWORD).await.is(202);

    assert_eq!(begun.body["second_factors"], json!(["passkey", "recovery_code"]));
    let sign_in = begun.body["sign_in"].as_str().unwrap();
    other.tries_to_complete(sign_in, "123456").await.is_refused(403, "code_refused");
    other.completes(sign_in, &codes[0]).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn recovery_codes_come_with_the_first_factor_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let (phone, codes) = desk.sets_up_an_app().await;

    let proof = json!({ "password": PASSWORD, "code": phone.shows_next().await });
    let added = desk.adds_a_passkey_by(&mut Device::default(), proof).await.is(200);

    assert_eq!(added.body["recovery_codes"], json!([]));
    let mut other = Browser::new(&app);
    let begun = other.tries("harbour-house", OWNER, PASSWORD).await.is(202);
    assert_eq!(begun.body["second_factors"], json!(["totp", "passkey", "recovery_code"]));
    other.completes(begun.body["sign_in"].as_str().unwrap(), &codes[0]).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_was_made_for_another_address_or_by_nobody_in_particular_is_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let lies: [Device; 4] = [
        Device { origin: "https://localhost.evil.example".into(), ..Device::default() },
        Device { origin: "http://localhost:8081".into(), ..Device::default() },
        Device { domain: "evil.example".into(), ..Device::default() },
        Device { knows_holder: false, ..Device::default() },
    ];

    for mut device in lies {
        let refused = desk.adds_a_passkey_by(&mut device, json!({ "password": PASSWORD })).await;
        refused.is_refused(403, "passkey_refused");
    }

    assert_eq!(desk.passkeys().await, Vec::<Value>::new());
    app.stop().await;
}

#[actix_web::test]
async fn an_answer_is_good_once_within_five_minutes_and_in_the_session_that_was_asked() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut other) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);
    let mut device = Device::default();
    let proof = || json!({ "password": PASSWORD });
    desk.creates_passkey("Laptop", &device.makes(&json!({ "challenge": "AQID" })))
        .await
        .is_refused(409, "challenge_expired");

    let asked = desk.begins_passkey(proof()).await.is(200);
    let made = device.makes(&asked.body["options"]);
    other.creates_passkey("Laptop", &made).await.is_refused(409, "challenge_expired");
    other.begins_passkey(proof()).await.is(200);
    other.creates_passkey("Laptop", &made).await.is_refused(403, "passkey_refused");
    desk.stays_for(5).await;
    app.moves_clock("1 second").await;
    desk.creates_passkey("Laptop", &made).await.is_refused(409, "challenge_expired");
    let asked = desk.begins_passkey(proof()).await.is(200);
    desk.creates_passkey("Laptop", &made).await.is_refused(403, "passkey_refused");
    let made = device.makes(&asked.body["options"]);
    desk.creates_passkey("Laptop", &made).await.is(200);

    desk.creates_passkey("Laptop", &made).await.is_refused(409, "challenge_expired");

    app.stop().await;
}

#[actix_web::test]
async fn nobody_takes_the_passkey_of_another() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut theirs) = (hotel.owner_signs_in().await, Device::default());
    desk.adds_a_passkey(&mut theirs).await;
    hotel.gives_password(hotel.people.requester).await;
    let mut other = Browser::new(&app);
    other.signs_in("harbour-house", "requester@harbour-house.example", PASSWORD).await.is(200);

    let mut device = Device { next_id: Some(theirs.id()), ..Device::default() };
    let taken = other.adds_a_passkey_by(&mut device, json!({ "password": PASSWORD })).await;

    taken.is_refused(409, "passkey_taken");
    Browser::new(&app).signs_in_with(&mut theirs).await.is(200);
    Browser::new(&app).signs_in_with(&mut device).await.is_refused(403, "passkey_refused");
    app.stop().await;
}

#[actix_web::test]
async fn one_whose_id_is_too_long_to_keep_is_refused_whatever_the_browser_calls_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;

    for (bytes, status) in [(1024, 403), (1023, 200)] {
        let asked = desk.begins_passkey(json!({ "password": PASSWORD })).await.is(200);
        let mut device = Device { next_id: Some(vec![7; bytes]), ..Device::default() };
        let mut made = device.makes(&asked.body["options"]);
        (made["id"], made["rawId"]) = (json!("AQID"), json!("AQID"));
        desk.creates_passkey("Laptop", &made).await.is(status);
    }

    app.stop().await;
}

#[actix_web::test]
async fn the_eleventh_is_told_that_there_are_ten() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    desk.adds_a_passkey(&mut device).await;
    let asked = desk.begins_passkey(json!({})).await.is(200);
    let copies = "insert into door.passkey (id, org_id, person_id, credential_id, user_handle, credential, counter, is_backed_up, transports, name, created_at)
        select uuidv7(), org_id, person_id, sha256(n::text::bytea), user_handle, credential, 0, false, transports, name, created_at
        from door.passkey, generate_series(2, 10) n";
    sqlx::raw_sql(copies).execute(&mut hotel.administrator().await).await.unwrap();

    let eleventh = desk.creates_passkey("Laptop", &device.makes(&asked.body["options"])).await;

    eleventh.is_refused(409, "passkeys_too_many");
    app.stop().await;
}

#[actix_web::test]
async fn what_is_no_answer_of_a_browser_says_which_field() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let asked = desk.begins_passkey(json!({ "password": PASSWORD })).await.is(200);
    let mut made = Device::default().makes(&asked.body["options"]);

    desk.creates_passkey("", &made).await.is_refused(422, "invalid");
    made["response"]["attestationObject"] = json!("not base64");
    let field = "credential.response.attestationObject";
    desk.creates_passkey("Laptop", &made).await.is_invalid(field, "not_base64url");
    made["response"]["attestationObject"] = json!("AQID");
    desk.creates_passkey("Laptop", &made).await.is_refused(403, "passkey_refused");

    app.stop().await;
}
