//! Factors that are given up at the same moment: one stays where one is demanded.
use chrono::{DateTime, Utc};
use futures_util::future::join;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection};

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{App, Device, Organisation},
};

const APP: &str = "select case door.remove_totp(null, $1, $2, null, null, null, uuidv7()) when true then 'removed' when false then 'gone' else 'kept' end";

fn passkey(id: &str) -> String {
    format!("select door.remove_passkey(null, $1, $2, null, null, '{id}', null, uuidv7())")
}

async fn demands(hotel: &Organisation<'_>, desk: &Browser<'_>) {
    let demand = json!({ "second_factor_roles": ["owner"], "second_factor_grace_days": 0 });
    hotel.app.with_token(&desk.token).patches("/v1/security-policy", demand, 1).await.is(200);
}

/// What the service's statements come to for two requests of one session, the second of which is there before the first is committed.
async fn at_once(hotel: &Organisation<'_>, desk: &Browser<'_>, [first, second]: [String; 2]) -> [String; 2] {
    let app = hotel.app;
    let hash = identity::secret_hash(&desk.refresh).to_vec();
    let changed_at: DateTime<Utc> = sqlx::query_scalar("select changed_at from door.credential where person_id = $1")
        .bind(hotel.people.owner)
        .fetch_one(&mut hotel.administrator().await)
        .await
        .unwrap();
    let removes = |statement: String| {
        sqlx::query_scalar::<_, String>(AssertSqlSafe(statement)).bind(hash.clone()).bind(changed_at)
    };
    let (mut one, mut other) = (app.as_role("countersign_sign_in").await, app.as_role("countersign_sign_in").await);
    let mut undecided = one.begin().await.unwrap();
    let first = removes(first).fetch_one(&mut *undecided).await.unwrap();
    let waits = async { removes(second).fetch_one(&mut other).await.unwrap() };
    let commits = async {
        let rows =
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        let mut watcher = app.administrator().await;
        while sqlx::query_scalar::<_, i64>(rows).fetch_one(&mut watcher).await.unwrap() == 0 {}
        undecided.commit().await.unwrap();
    };
    let (second, ()) = join(waits, commits).await;
    [first, second]
}

#[actix_web::test]
async fn of_two_passkeys_one_stays() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (mut desk, mut one, mut other) = (hotel.owner_signs_in().await, Device::default(), Device::default());
    desk.adds_a_passkey(&mut one).await;
    desk.adds_a_passkey_by(&mut other, json!({})).await.is(200);
    demands(&hotel, &desk).await;
    let ids: Vec<_> = desk.passkeys().await.iter().map(|own| own["id"].as_str().unwrap().to_owned()).collect();

    let outcome = at_once(&hotel, &desk, [passkey(&ids[0]), passkey(&ids[1])]).await;

    assert_eq!(outcome, ["removed", "kept"]);
    Browser::new(&app).signs_in_with(&mut other).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn of_an_app_and_a_passkey_one_stays_whichever_goes_first() {
    let app = App::start().await;
    for is_app_first in [true, false] {
        let hotel = if is_app_first { app.hotel().await } else { app.clinic().await };
        let mut desk = hotel.owner_signs_in().await;
        let (phone, _) = desk.sets_up_an_app().await;
        let proof = json!({ "password": PASSWORD, "code": phone.shows_next().await });
        desk.adds_a_passkey_by(&mut Device::default(), proof).await.is(200);
        demands(&hotel, &desk).await;
        let id = desk.passkeys().await[0]["id"].as_str().unwrap().to_owned();
        let statements = if is_app_first { [APP.into(), passkey(&id)] } else { [passkey(&id), APP.into()] };

        let outcome = at_once(&hotel, &desk, statements).await;

        assert_eq!(outcome, ["removed", "kept"], "the app first: {is_app_first}");
    }
    app.stop().await;
}
