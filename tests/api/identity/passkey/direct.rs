//! What the database itself refuses of passkeys, whatever the service asks of it: statements of the role that signs people in.
use chrono::{DateTime, Duration, Utc};
use serde_json::json;
use sqlx::AssertSqlSafe;

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{App, Device, Organisation},
};

const HASH: &str = "sha256(uuidv7()::text::bytea)";

/// The owner with one passkey that was shown at sign-in once, longer ago than it stands for the password.
struct Owner<'a> {
    hotel: &'a Organisation<'a>,
    refresh: String,
    passkey: String,
    changed_at: DateTime<Utc>,
    now: DateTime<Utc>,
}

async fn owner<'a>(hotel: &'a Organisation<'a>) -> Owner<'a> {
    let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
    desk.adds_a_passkey(&mut device).await;
    Browser::new(hotel.app).signs_in_with(&mut device).await.is(200);
    desk.stays_for(6).await;
    let facts = "select c.changed_at, door.now() from door.credential c where c.person_id = $1";
    let (changed_at, now) =
        sqlx::query_as(facts).bind(hotel.people.owner).fetch_one(&mut hotel.administrator().await).await.unwrap();
    let passkey = desk.passkeys().await[0]["id"].as_str().unwrap().to_owned();
    Owner { hotel, refresh: desk.refresh, passkey, changed_at, now }
}

/// What a statement comes to as the role that may call it.
async fn comes_to(app: &App, statement: &str) -> Option<String> {
    let statement = format!("select ({statement})::text");
    let outcome = sqlx::query_scalar(AssertSqlSafe(statement));
    outcome.fetch_one(&mut app.as_role("countersign_sign_in").await).await.unwrap()
}

impl Owner<'_> {
    /// Signs in as a device that has counted so far, in answer to a question that ends so many minutes from now.
    fn opens(&self, counted: u32, question: &str, minutes: i64) -> String {
        self.opens_since(self.changed_at, counted, question, minutes)
    }

    fn opens_since(&self, changed_at: DateTime<Utc>, counted: u32, question: &str, minutes: i64) -> String {
        let ends = self.now + Duration::minutes(minutes);
        format!(
            "door.open_session_with_passkey('{}', {counted}, false, '{changed_at}', sha256('{question}'), '{ends}', sha256('account'), null, uuidv7(),
                {HASH}, '5 minutes', {HASH}, '1 hour', '1 day', null, null, uuidv7(), null, null)",
            self.passkey
        )
    }

    /// By the password alone.
    fn opens_by_password(&self) -> String {
        format!(
            "door.open_session(uuidv7(), '{}', '{}', '{}', uuidv7(), {HASH}, '5 minutes', {HASH}, '1 hour', '1 day', null, null, uuidv7())",
            self.hotel.org_id, self.hotel.people.owner, self.changed_at
        )
    }

    /// The beginning of what whoever holds this session, and typed no password, asks for.
    fn untyped(&self, refresh: &str) -> String {
        format!("null, sha256('{refresh}'), '{}', null, null", self.changed_at)
    }
}

#[actix_web::test]
async fn the_database_itself_opens_nothing_by_what_proves_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = owner(&hotel).await;
    let (own, nobodys) = (owner.untyped(&owner.refresh), owner.untyped("nobody"));
    let attempts = [
        // Neither a password nor a passkey shown within five minutes.
        (format!("door.begin_passkey({own}, uuidv7(), '{{}}', null, uuidv7())"), Some("false")),
        (format!("door.remove_passkey({own}, '{}', null, uuidv7())", owner.passkey), Some("gone")),
        (format!("door.remove_totp({own}, null, uuidv7())"), Some("false")),
        (format!("door.renew_recovery_codes({own}, '{{}}', null, uuidv7())"), Some("false")),
        // No session at all.
        (format!("door.remove_passkey({nobodys}, '{}', null, uuidv7())", owner.passkey), Some("gone")),
        (format!("door.remove_totp({nobodys}, null, uuidv7())"), Some("false")),
        // A device that has not counted on.
        (owner.opens(0, "one", 5), None),
        (owner.opens(1, "two", 5), None),
        // A question that is over, or that nobody asks.
        (owner.opens(2, "three", 0), None),
        (owner.opens(2, "four", 7), None),
        // A password that was changed since.
        (owner.opens_since(owner.changed_at - Duration::seconds(1), 2, "five", 5), None),
        (owner.opens_by_password(), None),
    ];

    for (statement, outcome) in attempts {
        assert_eq!(comes_to(&app, &statement).await.as_deref(), outcome, "{statement}");
    }
    assert!(comes_to(&app, &owner.opens(2, "six", 5)).await.is_some());
    assert_eq!(comes_to(&app, &owner.opens(3, "six", 5)).await, None, "answered before");
    app.stop().await;
}

#[actix_web::test]
async fn the_database_itself_adds_none_that_was_not_asked_for_comes_without_codes_or_is_the_eleventh() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = hotel.owner_signs_in().await;
    let asks = async || -> String {
        desk.begins_passkey(json!({ "password": PASSWORD })).await.is(200);
        sqlx::query_scalar("select id::text from door.passkey_challenge where purpose = 'register'")
            .fetch_one(&mut hotel.administrator().await)
            .await
            .unwrap()
    };
    let adds = |challenge: &str, codes: &str| {
        format!(
            "door.add_passkey(sha256('{}'), '{challenge}', uuidv7(), {HASH}, decode(repeat('00', 16), 'hex'), '{{}}', 0, false, '{{}}', 'Laptop', '{codes}',
                null, uuidv7())",
            desk.refresh
        )
    };
    let (unasked, codes) = ("0192b0c0-0000-7000-8000-000000000001", "{$argon2id$one}");

    assert_eq!(comes_to(&app, &adds(unasked, codes)).await.as_deref(), Some("gone"));
    assert_eq!(comes_to(&app, &adds(&asks().await, "{}")).await.as_deref(), Some("gone"));
    let asked = asks().await;
    assert_eq!(comes_to(&app, &adds(&asked, codes)).await.as_deref(), Some("first"));
    assert_eq!(comes_to(&app, &adds(&asked, codes)).await.as_deref(), Some("gone"), "answered before");
    for _ in 0..9 {
        assert_eq!(comes_to(&app, &adds(&asks_again(&hotel).await, "{}")).await.as_deref(), Some("added"));
    }
    assert_eq!(comes_to(&app, &adds(&asks_again(&hotel).await, "{}")).await.as_deref(), Some("too_many"));
    app.stop().await;
}

/// A question to the only session that is left, round the door.
async fn asks_again(hotel: &Organisation<'_>) -> String {
    let asks = "insert into door.passkey_challenge (session_id, purpose, id, state, expires_at)
        select id, 'register', uuidv7(), '{}', door.now() + interval '5 minutes' from door.session where ended_at is null returning id::text";
    sqlx::query_scalar(asks).fetch_one(&mut hotel.administrator().await).await.unwrap()
}
