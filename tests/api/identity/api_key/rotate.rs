use chrono::{Duration, Utc};
use serde_json::json;

use super::{PATH, active, acts, lacks, wanted, with};
use crate::{identity::oauth::token, support::App};

#[actix_web::test]
async fn both_secrets_open_for_a_day_and_then_the_new_one_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;

    let rotated = acts(&hotel.admin().await, &key.id, "rotate", None, 2).await.is(200);

    let secret = rotated.body["secret"].as_str().unwrap();
    assert_ne!(secret, key.secret);
    assert!(secret.starts_with(rotated.body["prefix"].as_str().unwrap()) && rotated.body["old_until"].is_string());
    assert_eq!((&rotated.body["rotated_by_name"], rotated.revision()), (&json!("Alan Admin"), 3));
    let (old, new) = (app.with_token(&key.secret), app.with_token(secret));
    old.gets("/v1/suppliers").await.is(200);
    new.gets("/v1/suppliers").await.is(200);

    app.moves_clock("24 hours 1 minute").await;

    old.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    new.gets("/v1/suppliers").await.is(200);
    assert_eq!(hotel.actions_on(&key.id).await.last().map(String::as_str), Some("api_key.rotated"));
    app.stop().await;
}

#[actix_web::test]
async fn without_an_overlap_the_old_one_ends_at_once_with_its_tokens() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let exchanged = token(&app, &key, None).await;

    let none = Some(json!({ "overlap_hours": 0 }));
    let rotated = acts(&hotel.admin().await, &key.id, "rotate", none, 2).await.is(200);

    assert_eq!(rotated.body["old_until"], json!(null));
    app.with_token(&key.secret).gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    exchanged.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    app.with_token(rotated.body["secret"].as_str().unwrap()).gets("/v1/suppliers").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_may_agree_is_told_and_so_is_who_asked() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let other = hotel.somebody_who_may(&["api_key.rotate"]).await;

    let secret = acts(&other, &key.id, "rotate", None, 2).await.is(200).body["secret"].take();

    app.delivers().await;
    let told = |reader: &str| {
        let mut mails = app.mail_to(reader);
        mails.retain(|mail| mail.subject.contains("gave an API key another secret"));
        mails
    };
    for reader in ["owner@harbour-house.example", "admin@harbour-house.example"] {
        let mails = told(reader);
        let [mail] = &mails[..] else { panic!("{reader}: {mails:?}") };
        for said in ["Stock system", "opens until"] {
            assert!(mail.text.contains(said), "{said}: {}", mail.text);
        }
        assert!(!mail.whole.contains(secret.as_str().unwrap()));
    }
    assert_eq!(told(&format!("{}@harbour-house.example", other.id)).len(), 0, "who did it knows");
    app.stop().await;
}

#[actix_web::test]
async fn never_three_secrets_open() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let week = || Some(json!({ "overlap_hours": 168 }));

    let second = acts(&hotel.admin().await, &key.id, "rotate", week(), 2).await.is(200);
    let third = acts(&hotel.admin().await, &key.id, "rotate", week(), 3).await.is(200);

    let opens =
        async |secret: &serde_json::Value| app.with_token(secret.as_str().unwrap()).gets("/v1/suppliers").await.status;
    assert_eq!(
        (opens(&json!(key.secret)).await, opens(&second.body["secret"]).await, opens(&third.body["secret"]).await),
        (401, 200, 200)
    );
    app.stop().await;
}

#[actix_web::test]
async fn never_three_open_of_a_key_that_ends_before_the_overlap() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, with("expires_at", json!(Utc::now() + Duration::hours(10)))).await;

    let second = acts(&hotel.admin().await, &key.id, "rotate", None, 2).await.is(200);
    let third = acts(&hotel.admin().await, &key.id, "rotate", None, 3).await.is(200);

    assert_eq!(third.body["old_until"], third.body["expires_at"], "no secret outlives its key");
    let opens =
        async |secret: &serde_json::Value| app.with_token(secret.as_str().unwrap()).gets("/v1/suppliers").await.status;
    assert_eq!(
        (opens(&json!(key.secret)).await, opens(&second.body["secret"]).await, opens(&third.body["secret"]).await),
        (401, 200, 200)
    );
    app.stop().await;
}

#[actix_web::test]
async fn only_a_live_one_by_who_may_and_for_a_week_at_most() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let waiting = admin.posts(PATH, wanted(&["supplier.view"])).await.is(201).id();

    acts(&admin, &waiting, "rotate", None, 1).await.is_refused(409, "api_key_waits");
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let long = Some(json!({ "overlap_hours": 169 }));
    acts(&admin, &key.id, "rotate", long, 2).await.is_invalid("overlap_hours", "too_large");
    lacks(&hotel.owner().await, "api_key.rotate", &key.id, "rotate", None).await;
    app.stop().await;
}
