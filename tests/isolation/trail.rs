//! The trail grows and is never rewritten: not by the service, not by the migrations, and by the administrator only after breaking its seals.
use access::Chance;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::{
    context::assert_refused,
    ground::{Ground, seed},
    tenants,
};

const TRAIL: [&str; 4] = ["audit_event", "audit_change", "audit_personal", "audit_denial"];

async fn try_sql(connection: &mut PgConnection, sql: &str) -> Result<u64, sqlx::Error> {
    let mut tx = connection.begin().await?;
    let outcome = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await.map(|done| done.rows_affected());
    tx.rollback().await?;
    outcome
}

#[tokio::test]
async fn no_role_of_the_service_or_its_migrations_touches_the_trail() {
    let ground = Ground::prepare().await;
    let mut connections = vec![
        ("tenant", ground.login("countersign_tenant").await),
        ("worker", ground.login("countersign_worker").await),
        ("sign_in", ground.login("countersign_sign_in").await),
        ("operator", ground.login("countersign_operator").await),
        ("migrator", ground.login("countersign_migrator").await),
        ("owner", ground.migrator("countersign_owner").await),
        ("door", ground.migrator("countersign_door").await),
    ];

    for (who, connection) in &mut connections {
        for table in TRAIL {
            for verb in [
                "insert into tenant.{t} default values",
                "update tenant.{t} set org_id = org_id",
                "delete from tenant.{t}",
                "truncate tenant.{t}",
                "drop table tenant.{t}",
                "drop table tenant.{t} cascade",
                "alter table tenant.{t} disable trigger all",
                "alter table tenant.{t} owner to current_user",
                "create trigger mine before insert on tenant.{t} for each row execute function door.refuse_rewriting()",
            ] {
                let sql = verb.replace("{t}", table);
                assert_refused(try_sql(connection, &sql).await, "42501", &format!("{who}: {sql}"));
            }
        }
        for sql in [
            "set role countersign_audit",
            "grant countersign_audit to countersign_migrator",
            "drop schema tenant cascade",
            "drop schema door cascade",
            "drop function door.audit() cascade",
            "drop function door.record_events(jsonb) cascade",
            "drop owned by countersign_audit",
            "reassign owned by countersign_audit to countersign_owner",
            "alter function door.audit() set search_path = tenant",
            "create or replace function door.audit() returns trigger language plpgsql as 'begin return null; end'",
        ] {
            assert_refused(try_sql(connection, sql).await, "42501", &format!("{who}: {sql}"));
        }
    }

    ground.leave().await;
}

#[tokio::test]
async fn even_the_administrator_meets_the_seals() {
    let ground = Ground::prepare().await;
    tenants::found(&ground, &Chance::of_seed(seed()), "alder-clinic").await;
    let mut administrator = ground.administrator().await;

    for table in TRAIL {
        let count = sqlx::query_scalar::<_, i64>(AssertSqlSafe(format!("select count(*) from tenant.{table}")));
        assert!(count.fetch_one(&mut administrator).await.unwrap() > 0, "{table}");
        let mut verbs = vec![format!("truncate tenant.{table}")];
        if table != "audit_denial" {
            verbs.push(format!("update tenant.{table} set org_id = org_id"));
        }
        if table != "audit_personal" {
            verbs.push(format!("delete from tenant.{table}"));
        }
        for sql in verbs {
            assert_refused(try_sql(&mut administrator, &sql).await, "CS409", &sql);
        }
    }
    // Erasure is the one way out, and only for personal values.
    assert!(try_sql(&mut administrator, "delete from tenant.audit_personal").await.unwrap() > 0);

    ground.leave().await;
}

#[tokio::test]
async fn a_change_without_a_context_is_lost_with_its_audit() {
    let ground = Ground::prepare().await;
    tenants::found(&ground, &Chance::of_seed(seed()), "alder-clinic").await;
    let mut administrator = ground.administrator().await;

    // Row security does not bind the administrator; the trail does.
    let refused = try_sql(&mut administrator, "update tenant.category set name = 'Other'").await;

    assert_refused(refused, "CS401", "a change without a context");
    ground.leave().await;
}
