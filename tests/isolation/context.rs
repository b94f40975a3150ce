//! The tenant context cannot be made by hand, altered, or carried to another transaction or connection.
use access::Chance;
use sqlx::{AssertSqlSafe, Connection, PgConnection, error::DatabaseError};
use uuid::Uuid;

use crate::{
    catalogue::tables,
    ground::{Ground, seed},
    tenants::{self, Tenant},
};

struct Scene {
    ground: Ground,
    chance: Chance,
    own: Tenant,
    foreign: Tenant,
    plane: PgConnection,
}

async fn scene() -> Scene {
    let ground = Ground::prepare().await;
    let chance = Chance::of_seed(seed());
    let (own, foreign) = tenants::two(&ground, &chance).await;
    let plane = ground.login("countersign_tenant").await;
    Scene { ground, chance, own, foreign, plane }
}

/// The SQLSTATE of a refusal.
pub fn code<T: std::fmt::Debug>(outcome: Result<T, sqlx::Error>) -> String {
    let error = outcome.expect_err("a refusal");
    error.as_database_error().and_then(DatabaseError::code).unwrap_or_else(|| panic!("{error}")).into_owned()
}

/// Refused with this SQLSTATE; `what` is told when not.
pub fn assert_refused<T>(outcome: Result<T, sqlx::Error>, wanted: &str, what: &str) {
    let error = outcome.err().unwrap_or_else(|| panic!("not refused: {what}"));
    assert_eq!(error.as_database_error().and_then(DatabaseError::code).as_deref(), Some(wanted), "{what}: {error}");
}

async fn people(connection: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("select count(*) from tenant.person").fetch_one(connection).await
}

async fn put(connection: &mut PgConnection, context: &str) {
    sqlx::query("select set_config('door.context', $1, true)").bind(context).execute(connection).await.unwrap();
}

// Opens a request and reads the sealed context, as an injected statement could.
async fn seen(tenant: &Tenant, connection: &mut PgConnection) -> String {
    tenant.begins(connection).await.unwrap();
    sqlx::query_scalar("select current_setting('door.context')").fetch_one(connection).await.unwrap()
}

#[tokio::test]
async fn without_a_context_there_are_no_rows_and_no_writes() {
    let Scene { ground, own, mut plane, .. } = scene().await;
    let mut administrator = ground.administrator().await;
    let mut owner = ground.migrator("countersign_owner").await;

    for round in ["never had one", "had one"] {
        for table in tables(&mut administrator).await {
            let count = format!("select count(*) from tenant.{}", table.name);
            let count = sqlx::query_scalar::<_, i64>(AssertSqlSafe(count)).fetch_one(&mut plane).await.unwrap();
            assert_eq!(count, 0, "{round}: tenant.{}", table.name);
            if table.is_trail {
                continue;
            }
            for (command, verb) in [("update", "update tenant.{t} set {w} = {w}"), ("delete", "delete from tenant.{t}")]
            {
                if table.sealed.iter().any(|sealed| sealed == command) {
                    continue;
                }
                let sql = verb.replace("{t}", &table.name).replace("{w}", &table.written);
                let done = sqlx::query(AssertSqlSafe(sql.clone())).execute(&mut owner).await.unwrap();
                assert_eq!(done.rows_affected(), 0, "{round}: {sql}");
            }
        }
        let insert =
            "insert into tenant.category (org_id, id, name, code, created_at) values ($1, $2, 'Food', 'FOOD', now())";
        let refused = sqlx::query(insert).bind(own.org_id).bind(own.person_id).execute(&mut plane).await;
        assert_eq!(code(refused), "42501", "{round}");
        let mut tx = plane.begin().await.unwrap();
        own.begins(&mut tx).await.unwrap();
        assert_eq!(people(&mut tx).await.unwrap(), 2);
        tx.commit().await.unwrap();
    }

    ground.leave().await;
}

#[tokio::test]
async fn a_context_made_by_hand_is_an_error() {
    let Scene { ground, foreign, mut plane, .. } = scene().await;
    let org = foreign.org_id;
    let zeros = "0".repeat(64);
    let made = [
        org.to_string(),
        format!("{org}|{}", foreign.person_id),
        format!("{zeros}{org}|{}|{}|1|session.view|||", foreign.person_id, foreign.session_id),
        format!("{zeros}{org}"),
        zeros,
        "x".to_owned(),
        "|".repeat(200),
    ];

    for context in made {
        for is_local in [true, false] {
            let mut tx = plane.begin().await.unwrap();
            let set = sqlx::query("select set_config('door.context', $1, $2)").bind(&context).bind(is_local);
            set.execute(&mut *tx).await.unwrap();
            assert_refused(people(&mut tx).await, "CS401", &context);
            tx.rollback().await.unwrap();
        }
    }

    ground.leave().await;
}

#[tokio::test]
async fn an_altered_context_is_an_error_wherever_it_is_altered() {
    let Scene { ground, chance, own, foreign, mut plane } = scene().await;

    for _ in 0..200 {
        let mut tx = plane.begin().await.unwrap();
        let mut context = seen(&own, &mut tx).await.into_bytes();
        let place = usize::from(u16::from_be_bytes(chance.bytes())) % context.len();
        context[place] = if context[place] == b'0' { b'1' } else { b'0' };
        let altered = String::from_utf8(context).unwrap();
        put(&mut tx, &altered).await;
        assert_refused(people(&mut tx).await, "CS401", &altered);
        tx.rollback().await.unwrap();
    }
    let mut tx = plane.begin().await.unwrap();
    let context = seen(&own, &mut tx).await;
    put(&mut tx, &context.replace(&own.org_id.to_string(), &foreign.org_id.to_string())).await;
    assert_eq!(code(people(&mut tx).await), "CS401");

    ground.leave().await;
}

#[tokio::test]
async fn a_context_opens_no_other_transaction_and_no_other_connection() {
    let Scene { ground, own, mut plane, .. } = scene().await;
    let mut tx = plane.begin().await.unwrap();
    let context = seen(&own, &mut tx).await;
    let mut other = ground.login("countersign_tenant").await;

    let mut elsewhere = other.begin().await.unwrap();
    put(&mut elsewhere, &context).await;
    assert_eq!(code(people(&mut elsewhere).await), "CS401", "another connection at the same time");
    assert_eq!(people(&mut tx).await.unwrap(), 2, "it holds where it was made");
    tx.commit().await.unwrap();

    let mut later = plane.begin().await.unwrap();
    put(&mut later, &context).await;
    assert_eq!(code(people(&mut later).await), "CS401", "the same connection later");

    ground.leave().await;
}

#[tokio::test]
async fn without_its_key_the_door_trusts_no_context() {
    let Scene { ground, own, .. } = scene().await;
    let mut administrator = ground.administrator().await;
    let mut tx = administrator.begin().await.unwrap();
    sqlx::raw_sql("delete from door.key; set local role countersign_tenant").execute(&mut *tx).await.unwrap();

    put(&mut tx, &format!("{}{}|||||||", "0".repeat(64), own.org_id)).await;

    assert_eq!(code(people(&mut tx).await), "CS401");
    drop(tx);
    ground.leave().await;
}

#[tokio::test]
async fn a_recorded_refusal_leaves_no_context_and_takes_no_bars() {
    let Scene { ground, own, mut plane, .. } = scene().await;
    let record = "select door.record_denial($1, $2, $3, null, 403::smallint)";
    let mut tx = plane.begin().await.unwrap();

    let recorded = sqlx::query(record).bind(&own.secret).bind("person.view").bind(Uuid::nil());
    recorded.execute(&mut *tx).await.unwrap();
    assert_eq!(people(&mut tx).await.unwrap(), 0);
    let barred = sqlx::query(record).bind(&own.secret).bind("person.view|x|1.2.3.4|system").bind(Uuid::nil());
    assert_eq!(code(barred.execute(&mut *tx).await), "CS401");

    drop(tx);
    ground.leave().await;
}

#[tokio::test]
async fn a_missing_permission_leaves_no_context_behind_a_savepoint() {
    let Scene { ground, own, mut plane, .. } = scene().await;
    let mut tx = plane.begin().await.unwrap();

    let mut savepoint = tx.begin().await.unwrap();
    assert_eq!(code(own.begins_with(&mut savepoint, "purchase_order.invent").await), "CS403");
    savepoint.rollback().await.unwrap();

    assert_eq!(people(&mut tx).await.unwrap(), 0);
    drop(tx);
    ground.leave().await;
}
