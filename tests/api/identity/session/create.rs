use identity::{HashCost, PasswordHasher};
use serde_json::{Value, json};

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{Answer, App, ORIGIN, ring},
};

const OWNER: &str = "owner@harbour-house.example";

fn cheaper() -> PasswordHasher {
    PasswordHasher::new(HashCost::CHEAPEST, &ring()).unwrap()
}

#[actix_web::test]
async fn a_person_signs_in_with_organisation_email_and_password() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let mut browser = Browser::new(&app);

    let answer = browser.signs_in("harbour-house", OWNER, PASSWORD).await.is(200);

    assert_eq!(answer.body["token_type"], "Bearer");
    assert_eq!(answer.body["expires_in_s"], 300);
    assert_eq!(answer.body["csrf_token"], browser.csrf);
    assert_eq!(answer.body.as_object().map(serde_json::Map::len), Some(4), "{}", answer.body);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let session = browser.views().await.is(200);
    assert_eq!(session.body["person"]["email"], OWNER);
    let created = hotel.actions_on(session.body["session"]["id"].as_str().unwrap()).await;
    assert_eq!(created, ["session.created"]);
    app.stop().await;
}

#[actix_web::test]
async fn the_cookies_are_secure_strict_and_of_this_host_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;

    let answer = Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(200);

    let attributes = |name: &str| {
        let cookie = answer.cookie(name).unwrap();
        let mut attributes: Vec<_> = cookie.split("; ").skip(1).map(str::to_owned).collect();
        attributes.sort();
        attributes
    };
    assert_eq!(attributes("__Host-refresh"), ["HttpOnly", "Max-Age=43200", "Path=/", "SameSite=Strict", "Secure"]);
    assert_eq!(attributes("__Host-csrf"), ["Max-Age=43200", "Path=/", "SameSite=Strict", "Secure"]);
    assert_eq!(attributes("__Host-device"), ["HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=Strict", "Secure"]);
    // A browser may drop a cookie of more than 4096 bytes.
    assert!(
        ["__Host-refresh", "__Host-csrf", "__Host-device"].iter().all(|name| answer.cookie(name).unwrap().len() < 256)
    );
    assert!(!answer.body.to_string().contains(answer.cookie("__Host-refresh").unwrap().split(';').next().unwrap()));
    app.stop().await;
}

#[actix_web::test]
async fn capitals_in_organisation_and_address_do_not_matter() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;

    Browser::new(&app).tries(" Harbour-House", "Owner@Harbour-House.example ", PASSWORD).await.is(200);

    app.stop().await;
}

#[actix_web::test]
async fn a_password_counts_exactly_as_typed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let browser = Browser::new(&app);

    for typed in [format!("{PASSWORD} "), PASSWORD.to_uppercase(), PASSWORD[..PASSWORD.len() - 1].to_owned()] {
        browser.tries("harbour-house", OWNER, &typed).await.is_refused(401, "sign_in_refused");
    }

    app.stop().await;
}

#[actix_web::test]
async fn every_failed_sign_in_is_answered_alike() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let people = hotel.people;
    for person in [people.owner, people.admin] {
        hotel.gives_password(person).await;
    }
    let clinic = app.clinic().await;
    clinic.gives_password(clinic.people.owner).await;
    let mut connection = app.administrator().await;
    let put_out = "begin; select door.begin_system(org_id, 'test') from door.organisation where slug = 'harbour-house';
        update tenant.person set is_active = false where email = 'admin@harbour-house.example';
        update door.organisation set suspended_at = now() where slug = 'alder-clinic'; commit";
    sqlx::raw_sql(put_out).execute(&mut connection).await.unwrap();
    let browser = Browser::new(&app);

    let wrong_password = browser.tries("harbour-house", OWNER, "tulips under the water").await;
    let others = [
        ("an unknown address", browser.tries("harbour-house", "nobody@harbour-house.example", PASSWORD).await),
        ("an unknown organisation", browser.tries("nowhere", OWNER, PASSWORD).await),
        ("nobody of this organisation", browser.tries("alder-clinic", OWNER, PASSWORD).await),
        ("a person without a password", browser.tries("harbour-house", "gm@harbour-house.example", PASSWORD).await),
        ("a person put out", browser.tries("harbour-house", "admin@harbour-house.example", PASSWORD).await),
        (
            "a suspended organisation",
            browser.tries("alder-clinic", "owner@alder-clinic.example", "tulips under the water").await,
        ),
    ];

    let wrong_password = wrong_password.is_refused(401, "sign_in_refused");
    for (what, other) in others {
        assert_eq!((other.status, &other.bytes), (401, &wrong_password.bytes), "{what}");
        assert_eq!(told(&other), told(&wrong_password), "{what}");
    }
    app.stop().await;
}

// All headers but those that differ with each request.
fn told(answer: &Answer) -> Vec<(String, String)> {
    let headers = answer.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let mut headers: Vec<_> =
        headers.filter(|(name, _)| !["date", "ratelimit", "x-request-id"].contains(&name.as_str())).collect();
    headers.sort();
    headers
}

#[actix_web::test]
async fn a_known_persons_failure_stands_in_the_trail_and_a_strangers_nowhere() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let browser = Browser::new(&app);

    browser.tries("harbour-house", OWNER, "wrong").await.is_refused(401, "sign_in_refused");
    browser.tries("harbour-house", "nobody@harbour-house.example", "wrong").await.is_refused(401, "sign_in_refused");
    browser.tries("nowhere", OWNER, "wrong").await.is_refused(401, "sign_in_refused");

    let refused: Vec<(uuid::Uuid, uuid::Uuid, uuid::Uuid)> =
        sqlx::query_as("select org_id, entity_id, person_id from tenant.audit_event where action = 'session.refused'")
            .fetch_all(&mut app.administrator().await)
            .await
            .unwrap();
    let owner = hotel.people.owner.0;
    assert_eq!(refused, [(hotel.org_id.0, owner, owner)]);
    let attempts: i64 = sqlx::query_scalar("select count(*) from door.attempt where not has_succeeded")
        .fetch_one(&mut app.administrator().await)
        .await
        .unwrap();
    assert_eq!(attempts, 3);
    app.stop().await;
}

#[actix_web::test]
async fn signing_in_again_ends_what_the_browser_held_before() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;
    let before = browser.clone();

    browser.signs_in("harbour-house", OWNER, PASSWORD).await.is(200);

    assert_ne!(browser.refresh, before.refresh);
    before.views().await.is_refused(401, "unauthenticated");
    before.tries_to_refresh().await.is_refused(401, "unauthenticated");
    browser.views().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_failed_sign_in_leaves_the_session_that_is_there() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;

    browser.tries("harbour-house", OWNER, "wrong").await.is_refused(401, "sign_in_refused");

    browser.views().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn no_foreign_page_signs_anybody_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let browser = hotel.owner_signs_in().await;
    let body = || Some(json!({ "organisation": "harbour-house", "email": OWNER, "password": PASSWORD }));
    let stranger = Browser::new(&app);

    for from in [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
        stranger.sends("POST", "/v1/session", body(), &[from]).await.is_refused(403, "csrf_refused");
    }
    // With a cookie, silence is not enough; a program without one says nothing.
    browser.sends("POST", "/v1/session", body(), &[]).await.is_refused(403, "csrf_refused");
    stranger.sends("POST", "/v1/session", body(), &[]).await.is(200);

    app.stop().await;
}

#[actix_web::test]
async fn a_session_opens_only_on_the_credential_that_was_proven() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let open = "
        select door.open_session(null, c.org_id, c.person_id, c.changed_at + $1::interval, $2, sha256($2::text::bytea),
            interval '5 minutes', sha256($2::text::bytea || 'r'), interval '1 hour', interval '1 hour', null, null, $2)
        from door.credential c";
    let mut connection = app.administrator().await;
    let mut opens = async |late: &str| -> bool {
        let opened = sqlx::query_scalar::<_, Option<chrono::DateTime<chrono::Utc>>>(open).bind(late);
        opened.bind(uuid::Uuid::new_v4()).fetch_one(&mut connection).await.unwrap().is_some()
    };

    assert!(!opens("1 microsecond").await);
    assert!(!opens("-1 microsecond").await);
    assert!(opens("0").await);

    app.stop().await;
}

#[actix_web::test]
async fn what_cannot_be_a_sign_in_names_its_field() {
    let app = App::start().await;
    let browser = Browser::new(&app);
    let with = |field: &str, value: Value| {
        let mut body = json!({ "organisation": "harbour-house", "email": OWNER, "password": PASSWORD });
        body[field] = value;
        body
    };

    browser.posts("/v1/session", with("organisation", json!("a b"))).await.is_invalid("organisation", "organisation");
    browser.posts("/v1/session", with("email", json!("owner"))).await.is_invalid("email", "email");
    browser.posts("/v1/session", with("password", json!(""))).await.is_invalid("password", "empty");
    browser.posts("/v1/session", with("password", json!("a".repeat(257)))).await.is_invalid("password", "too_long");
    browser.posts("/v1/session", with("password", json!(1))).await.is_invalid("password", "wrong_type");
    browser.posts("/v1/session", with("remember", json!(true))).await.is_invalid("remember", "unknown_field");
    browser.posts("/v1/session", json!({ "email": OWNER })).await.is_invalid("organisation", "required");
    let form = [("origin", ORIGIN), ("content-type", "application/x-www-form-urlencoded")];
    browser.sends("POST", "/v1/session", None, &form).await.is_refused(415, "unsupported_media_type");

    app.stop().await;
}

#[actix_web::test]
async fn a_hash_of_cheaper_days_is_made_anew_at_sign_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let hash_of = async || -> (String, chrono::DateTime<chrono::Utc>) {
        sqlx::query_as("select password_hash, changed_at from door.credential where person_id = $1")
            .bind(hotel.people.owner)
            .fetch_one(&mut hotel.administrator().await)
            .await
            .unwrap()
    };
    hotel.gives_password_by(&cheaper(), hotel.people.owner).await;
    let (before, changed_at) = hash_of().await;
    assert!(before.starts_with("$argon2id$v=19$m=8,"), "{before}");
    let browser = Browser::new(&app);

    browser.tries("harbour-house", OWNER, "another password").await.is_refused(401, "sign_in_refused");
    assert_eq!(hash_of().await.0, before);
    browser.tries("harbour-house", OWNER, PASSWORD).await.is(200);

    let (now, still) = hash_of().await;
    assert!(now.starts_with("$argon2id$v=19$m=16,"), "{now}");
    assert_eq!(still, changed_at);
    browser.tries("harbour-house", OWNER, PASSWORD).await.is(200);
    assert_eq!(hash_of().await.0, now);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_has_the_password_is_in_though_its_hash_cannot_be_made_anew() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password_by(&cheaper(), hotel.people.owner).await;
    let revoke = "revoke execute on function door.rehash_password from countersign_sign_in";
    sqlx::raw_sql(revoke).execute(&mut hotel.administrator().await).await.unwrap();
    let mut browser = Browser::new(&app);

    browser.signs_in("harbour-house", OWNER, PASSWORD).await.is(200);

    browser.views().await.is(200);
    app.stop().await;
}
