use access::ACCESS_TOKEN_LIFE_S;
use serde_json::json;

use super::{exchanges, sends, token};
use crate::{
    identity::api_key::{Key, active, acts, wanted, with},
    support::App,
};

const PATH: &str = "/v1/oauth/token";
const GRANT: &str = "grant_type=client_credentials";

#[actix_web::test]
async fn a_key_is_exchanged_for_a_token_of_five_minutes() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view", "department.view"])).await;

    let answer = exchanges(&app, &key, &[]).await.is(200);

    assert_eq!(
        (&answer.body["token_type"], &answer.body["expires_in"], &answer.body["scope"]),
        (&json!("Bearer"), &json!(ACCESS_TOKEN_LIFE_S), &json!("department.view supplier.view"))
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let program = app.with_token(answer.body["access_token"].as_str().unwrap());
    let claims = program.claims();
    assert_eq!((claims.client_id.as_str(), claims.sub.to_string()), (key.id.as_str(), key.id.clone()));
    program.gets("/v1/suppliers").await.is(200);
    app.moves_clock("5 minutes 1 second").await;
    program.gets("/v1/suppliers").await.is_refused(401, "token_expired");
    token(&app, &key, None).await.gets("/v1/suppliers").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_scope_narrows_the_token_and_never_widens_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view", "department.view"])).await;

    let narrow = token(&app, &key, Some("supplier.view")).await;

    narrow.gets("/v1/suppliers").await.is(200);
    let answer = narrow.gets("/v1/departments").await.is_refused(403, "forbidden");
    assert_eq!(answer.body["detail"], "department.view");
    for wider in
        ["category.view", "supplier.view category.view", "purchase_order.approve", "x", "supplier.view%00", "%00"]
    {
        assert_eq!(exchanges(&app, &key, &[("scope", wider)]).await.is(400).body["error"], "invalid_scope", "{wider}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn by_basic_or_in_the_form_but_in_one_of_them() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let Key { id, secret } = &key;

    sends(&app, PATH, &format!("{GRANT}&client_id={id}&client_secret={secret}"), None).await.is(200);
    sends(&app, PATH, &format!("{GRANT}&client_id={id}&unknown=1"), Some((id, secret))).await.is(200);
    for (form, basic, error) in [
        (format!("{GRANT}&client_id={id}&client_secret={secret}"), Some((&**id, &**secret)), "invalid_request"),
        (format!("{GRANT}&client_id={id}"), None, "invalid_request"),
        (GRANT.to_owned(), None, "invalid_request"),
        (format!("{GRANT}&{GRANT}"), Some((&**id, &**secret)), "invalid_request"),
        (String::new(), Some((&**id, &**secret)), "invalid_request"),
        ("grant_type=password".to_owned(), Some((&**id, &**secret)), "unsupported_grant_type"),
    ] {
        assert_eq!(sends(&app, PATH, &form, basic).await.is(400).body["error"], error, "{form}");
    }
    let json = [("content-type", "application/json")];
    app.with_token("")
        .sends_bytes("POST", PATH, Some(b"{}".to_vec()), &json)
        .await
        .is_refused(415, "unsupported_media_type");
    app.stop().await;
}

#[actix_web::test]
async fn a_wrong_secret_is_answered_as_an_unknown_key_and_one_from_elsewhere() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let other = active(&hotel, wanted(&["supplier.view"])).await;
    let elsewhere = active(&hotel, with("networks", json!(["203.0.113.0/24"]))).await;
    let revoked = active(&hotel, wanted(&["supplier.view"])).await;
    acts(&hotel.admin().await, &revoked.id, "revoke", Some(json!({ "reason": "So" })), 2).await.is(200);
    let nobody = uuid::Uuid::new_v4().to_string();
    let mut answers = Vec::new();

    for (id, secret) in [
        (&key.id, &other.secret),
        (&nobody, &key.secret),
        (&key.id, &"eu1_csk_invented".to_owned()),
        (&"Stock system".to_owned(), &key.secret),
        (&elsewhere.id, &elsewhere.secret),
        (&revoked.id, &revoked.secret),
    ] {
        let answer = sends(&app, PATH, GRANT, Some((id, secret))).await.is(401);
        assert_eq!(answer.body["error"], "invalid_client");
        assert!(answer.header("www-authenticate").unwrap().starts_with("Basic "));
        answers.push(answer.bytes);
    }

    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    app.stop().await;
}

#[actix_web::test]
async fn who_guesses_waits_and_a_good_key_is_exchanged_all_the_while() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let wrong = async |guess: usize| sends(&app, PATH, GRANT, Some((&key.id, &format!("eu1_csk_{guess}")))).await;

    for guess in 0..50 {
        wrong(guess).await.is(401);
    }
    let answer = wrong(50).await.is_refused(429, "too_many_attempts");
    wrong(0).await.is(401);

    assert!(answer.header("retry-after").is_some());
    exchanges(&app, &key, &[]).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_thousand_tokens_of_a_key_live_at_most() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let many = "insert into door.access_secret (hash, session_id, expires_at)
        select sha256(convert_to('t' || n, 'utf8')), $1::uuid, now() + interval '5 minutes' from generate_series(1, 1000) n";
    sqlx::query(many).bind(&key.id).execute(&mut hotel.administrator().await).await.unwrap();

    exchanges(&app, &key, &[]).await.is_refused(429, "too_many_tokens");

    app.moves_clock("5 minutes 1 second").await;
    exchanges(&app, &key, &[]).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_token_dies_with_the_secret_that_it_came_from() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let tampered = token(&app, &key, None).await;
    let parts: Vec<_> = tampered.token.split('.').collect();
    let turned: String = parts[2].chars().rev().collect();

    app.with_token(&format!("{}.{}.{turned}", parts[0], parts[1])).gets("/v1/suppliers").await.is(401);
    tampered.gets("/v1/suppliers").await.is(200);
    // A token is no key: it is not exchanged for another one.
    let again = sends(&app, PATH, GRANT, Some((&key.id, &tampered.token))).await.is(401);

    assert_eq!(again.body["error"], "invalid_client");
    app.stop().await;
}
