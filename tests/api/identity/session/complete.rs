//! The second step of signing in: a code of the app, or a recovery code.
use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    identity::{
        authenticator::Authenticator,
        browser::{Browser, PASSWORD},
    },
    support::{App, Organisation},
};

const OWNER: &str = "owner@harbour-house.example";

async fn with_app<'a>(hotel: &'a Organisation<'_>) -> (Authenticator<'a>, Vec<String>) {
    hotel.owner_signs_in().await.sets_up_an_app().await
}

#[actix_web::test]
async fn the_password_alone_opens_nothing_and_the_code_after_it_a_session() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (phone, _) = with_app(&hotel).await;
    let mut desk = Browser::new(&app);

    let begun = desk.tries("harbour-house", OWNER, PASSWORD).await.is(202);
    assert!(begun.cookie("__Host-refresh").is_none() && begun.cookie("__Host-device").is_none());
    assert!(begun.body["access_token"].is_null());
    assert_eq!(begun.header("cache-control"), Some("no-store"));
    assert_eq!(begun.body["expires_in_s"], 300);
    let sign_in = begun.body["sign_in"].as_str().unwrap();
    app.with_token(sign_in).gets("/v1/session").await.is_refused(401, "unauthenticated");
    let opened = desk.completes(sign_in, &phone.shows_next().await).await.is(200);

    assert!(opened.cookie("__Host-refresh").unwrap().contains("HttpOnly"));
    let view = desk.views().await.is(200);
    assert_eq!(view.body["second_factor"]["recovery_codes_left"], 10);
    assert!(view.body["second_factor"]["since"].is_string());
    // The try of the password is no failure, now that the code has followed.
    assert_eq!(view.body["session"]["failed_tries"], Value::Null);
    let detail: Value = sqlx::query_scalar(
        "select detail from tenant.audit_event where action = 'session.created' and detail ? 'second_factor'",
    )
    .fetch_one(&mut hotel.administrator().await)
    .await
    .unwrap();
    assert_eq!(detail, json!({ "second_factor": "totp" }));
    app.stop().await;
}

#[actix_web::test]
async fn a_code_is_good_once_and_in_its_own_thirty_seconds() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (phone, _) = with_app(&hotel).await;
    let mut desk = Browser::new(&app);
    let code = phone.shows_next().await;

    desk.completes(&desk.begins_sign_in(OWNER).await, &code).await.is(200);

    let again = desk.begins_sign_in(OWNER).await;
    desk.tries_to_complete(&again, &code).await.is_refused(403, "code_refused");
    for seconds in [-60, -30, 30] {
        desk.tries_to_complete(&again, &phone.shows_at(seconds).await).await.is_refused(403, "code_refused");
    }
    // What was used neither by this sign-in nor at the first code of the app.
    desk.completes(&again, &phone.shows_next().await).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_was_used_to_confirm_the_app_is_used() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let phone = Authenticator::told(&app, &desk.begins_totp(PASSWORD, None).await.is(200));
    let code = phone.shows().await;
    desk.confirms_totp(&code).await.is(200);

    desk.tries_to_complete(&desk.begins_sign_in(OWNER).await, &code).await.is_refused(403, "code_refused");

    app.stop().await;
}

#[actix_web::test]
async fn a_recovery_code_takes_the_place_of_the_app_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (_, codes) = with_app(&hotel).await;
    let mut desk = Browser::new(&app);

    let typed = codes[3].to_lowercase().replace('-', " ");
    desk.completes(&desk.begins_sign_in(OWNER).await, &typed).await.is(200);

    assert_eq!(desk.views().await.is(200).body["second_factor"]["recovery_codes_left"], 9);
    let again = desk.begins_sign_in(OWNER).await;
    desk.tries_to_complete(&again, &codes[3]).await.is_refused(403, "code_refused");
    desk.completes(&again, &codes[4]).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_is_used_up_by_its_session() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (phone, codes) = with_app(&hotel).await;
    let mut desk = Browser::new(&app);
    let sign_in = desk.begins_sign_in(OWNER).await;
    desk.completes(&sign_in, &phone.shows_next().await).await.is(200);

    desk.tries_to_complete(&sign_in, &codes[0]).await.is_refused(401, "sign_in_expired");

    app.stop().await;
}

#[actix_web::test]
async fn five_wrong_codes_end_the_sign_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (phone, _) = with_app(&hotel).await;
    let mut desk = Browser::new(&app);
    let sign_in = desk.begins_sign_in(OWNER).await;

    for _ in 0..4 {
        desk.tries_to_complete(&sign_in, "00000-00000").await.is_refused(403, "code_refused");
    }
    desk.tries_to_complete(&sign_in, "00000-00000").await.is_refused(401, "sign_in_expired");

    desk.tries_to_complete(&sign_in, &phone.shows_next().await).await.is_refused(401, "sign_in_expired");
    desk.completes(&desk.begins_sign_in(OWNER).await, &phone.shows_next().await).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn wrong_codes_are_counted_as_wrong_passwords_are_and_told_at_the_next_sign_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (phone, _) = with_app(&hotel).await;
    let guesser = Browser::at(&app, [127, 0, 0, 9]);
    // With the password: each sign-in that is begun is a failure too, as long as no code follows.
    let sign_in = guesser.begins_sign_in(OWNER).await;
    for _ in 0..4 {
        guesser.tries_to_complete(&sign_in, "00000-00000").await.is_refused(403, "code_refused");
    }
    let sign_in = guesser.begins_sign_in(OWNER).await;
    for _ in 0..4 {
        guesser.tries_to_complete(&sign_in, "00000-00000").await.is_refused(403, "code_refused");
    }

    guesser.tries_to_complete(&sign_in, "00000-00000").await.is_refused(429, "too_many_attempts");

    // Whoever signs in from where they are known to is not kept out, and learns of it.
    let mut desk = Browser::new(&app);
    desk.completes(&desk.begins_sign_in(OWNER).await, &phone.shows_next().await).await.is(200);
    assert_eq!(desk.views().await.body["session"]["failed_tries"]["count"], 10);
    let refused = hotel.actions().await.into_iter().filter(|action| action == "session.refused").count();
    assert_eq!(refused, 8);
    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_waits_five_minutes_for_its_code() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (phone, _) = with_app(&hotel).await;
    let mut desk = Browser::new(&app);
    let (early, late) = (desk.begins_sign_in(OWNER).await, desk.begins_sign_in(OWNER).await);

    app.moves_clock("4 minutes").await;
    desk.completes(&early, &phone.shows().await).await.is(200);
    let late_too = desk.begins_sign_in(OWNER).await;
    app.moves_clock("5 minutes 1 second").await;

    for sign_in in [late, late_too] {
        desk.tries_to_complete(&sign_in, &phone.shows().await).await.is_refused(401, "sign_in_expired");
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_ends_with_the_password_that_began_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let (phone, _) = desk.sets_up_an_app().await;
    let stranger = Browser::at(&app, [127, 0, 0, 9]);
    let sign_in = stranger.begins_sign_in(OWNER).await;

    desk.changes_password(PASSWORD, "lanterns over the meadow").await.is(200);

    stranger.tries_to_complete(&sign_in, &phone.shows_next().await).await.is_refused(401, "sign_in_expired");
    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_that_never_was_is_a_guess_and_counted() {
    let app = App::start().await;
    app.hotel().await;
    let guesser = Browser::at(&app, [127, 0, 0, 9]);

    for guess in 0..50 {
        guesser.tries_to_complete(&format!("eu1_{guess}"), "123456").await.is_refused(401, "sign_in_expired");
    }

    guesser.tries_to_complete("eu1_50", "123456").await.is_refused(429, "too_many_attempts");
    app.stop().await;
}

#[actix_web::test]
async fn what_is_no_code_is_told_at_the_field_and_is_no_try() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (phone, _) = with_app(&hotel).await;
    let mut desk = Browser::new(&app);
    let sign_in = desk.begins_sign_in(OWNER).await;

    for _ in 0..3 {
        for code in ["", "12345", "1234567", "no code at all", "0000O-UUUUU"] {
            desk.tries_to_complete(&sign_in, code).await.is_invalid("code", "not_a_code");
        }
    }

    desk.completes(&sign_in, &phone.shows_next().await).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn of_many_that_show_one_code_at_once_one_gets_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (_, codes) = with_app(&hotel).await;
    let desk = Browser::new(&app);
    let one = desk.begins_sign_in(OWNER).await;
    let other = desk.begins_sign_in(OWNER).await;

    let tried = [&one, &other, &one, &other].map(|sign_in| desk.tries_to_complete(sign_in, &codes[0]));
    let answers = join_all(tried).await;

    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:?}");
    app.stop().await;
}

#[actix_web::test]
async fn what_nobody_completed_is_cleared_in_time() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    desk.sets_up_an_app().await;
    hotel.gives_password(hotel.people.requester).await;
    let mut other = Browser::new(&app);
    other.signs_in("harbour-house", "requester@harbour-house.example", PASSWORD).await.is(200);
    other.begins_totp(PASSWORD, None).await.is(200);
    Browser::new(&app).begins_sign_in(OWNER).await;
    let left = async || -> (i64, i64) {
        let count = "select (select count(*) from door.sign_in), (select count(*) from door.totp)";
        sqlx::query_as(count).fetch_one(&mut app.administrator().await).await.unwrap()
    };
    let database = &app.state.homes.iter().next().unwrap().database;

    database.clear_expired().await.unwrap();
    assert_eq!(left().await, (1, 2));
    app.moves_clock("2 hours").await;
    database.clear_expired().await.unwrap();

    assert_eq!(left().await, (0, 1));
    app.stop().await;
}

#[actix_web::test]
async fn the_database_itself_opens_nothing_by_the_password_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let changed_at: chrono::DateTime<chrono::Utc> =
        sqlx::query_scalar("select changed_at from door.credential where person_id = $1")
            .bind(hotel.people.owner)
            .fetch_one(&mut hotel.administrator().await)
            .await
            .unwrap();
    let opens = async || -> Option<chrono::DateTime<chrono::Utc>> {
        let open = "select door.open_session(uuidv7(), $1, $2, $3, uuidv7(), $4, '5 minutes', $5, '1 hour', '1 day', null, null, uuidv7())";
        let [access, refresh] = [Uuid::new_v4(), Uuid::new_v4()].map(|id| id.as_bytes().repeat(2));
        sqlx::query_scalar(open)
            .bind(hotel.org_id)
            .bind(hotel.people.owner)
            .bind(changed_at)
            .bind(access)
            .bind(refresh)
            .fetch_one(&mut app.as_role("countersign_sign_in").await)
            .await
            .unwrap()
    };
    assert!(opens().await.is_some());

    hotel.owner_signs_in().await.sets_up_an_app().await;

    assert!(opens().await.is_none());
    app.stop().await;
}

#[actix_web::test]
async fn an_apps_secret_is_sealed_anew_under_the_newest_key() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (phone, _) = with_app(&hotel).await;
    let kept = async || -> (Uuid, String, Vec<u8>) {
        sqlx::query_as("select id, key_name, sealed_secret from door.totp")
            .fetch_one(&mut hotel.administrator().await)
            .await
            .unwrap()
    };
    let (id, key_name, bytes) = kept().await;
    assert_eq!(key_name, "k2");
    // As before the ring had its newest key.
    let home = access::HomeCode::parse("eu1").unwrap();
    let before = access::Seals::of(&crate::support::ring_before(), &home).unwrap();
    let now = access::Seals::of(&crate::support::ring(), &home).unwrap();
    let place = ["door.totp", "sealed_secret", &id.to_string()];
    let plain = now.open(&place, &access::Sealed { key_name, bytes }).unwrap();
    let old = before.seal(&access::Chance::of_seed(1), &place, &plain).unwrap();
    sqlx::query("update door.totp set key_name = $1, sealed_secret = $2")
        .bind(&old.key_name)
        .bind(&old.bytes)
        .execute(&mut hotel.administrator().await)
        .await
        .unwrap();
    let mut desk = Browser::new(&app);

    desk.completes(&desk.begins_sign_in(OWNER).await, &phone.shows_next().await).await.is(200);

    let (_, key_name, bytes) = kept().await;
    assert_eq!(key_name, "k2");
    assert_eq!(now.open(&place, &access::Sealed { key_name, bytes }).unwrap(), plain);
    app.stop().await;
}
