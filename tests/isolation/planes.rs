//! Each login role does its own plane's work, and nothing else: tried, not read from the catalogue.
use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::{context::assert_refused, ground::Ground};

const PLANES: [&str; 5] = ["tenant", "sign_in", "operator", "worker", "support"];

#[derive(serde::Deserialize)]
struct Functions {
    function: Vec<Function>,
}

#[derive(serde::Deserialize)]
struct Function {
    signature: String,
    callers: Vec<String>,
}

async fn relations(connection: &mut PgConnection, schema: &str) -> Vec<String> {
    let sql = "select oid::regclass::text from pg_class where relnamespace = to_regnamespace($1) and relkind in ('r', 'p', 'v') order by 1";
    sqlx::query_scalar(sql).bind(schema).fetch_all(connection).await.unwrap()
}

async fn try_sql(connection: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    let mut tx = connection.begin().await?;
    let outcome = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await.map(|_| ());
    tx.rollback().await?;
    outcome
}

#[tokio::test]
async fn the_doors_tables_are_closed_to_every_login_role() {
    let ground = Ground::prepare().await;
    let mut administrator = ground.administrator().await;
    let tables = relations(&mut administrator, "door").await;
    assert!(tables.len() >= 12, "{tables:?}");

    for plane in PLANES.into_iter().chain(["migrator"]) {
        // The migrator in its own shoes, which it leaves only to migrate.
        let mut login = ground.login(&format!("countersign_{plane}")).await;
        for table in &tables {
            for sql in [
                format!("select 1 from {table}"),
                format!("insert into {table} default values"),
                format!("delete from {table}"),
                format!("truncate {table}"),
                format!("copy {table} to stdout"),
            ] {
                assert_refused(try_sql(&mut login, &sql).await, "42501", &format!("{plane}: {sql}"));
            }
        }
    }

    ground.leave().await;
}

#[tokio::test]
async fn only_the_tenant_plane_reads_tenants() {
    let ground = Ground::prepare().await;
    let mut administrator = ground.administrator().await;
    let tables = relations(&mut administrator, "tenant").await;
    assert!(tables.len() >= 14, "{tables:?}");

    for plane in ["sign_in", "operator", "worker", "migrator"] {
        let mut login = ground.login(&format!("countersign_{plane}")).await;
        for table in &tables {
            for sql in [format!("select 1 from {table}"), format!("delete from {table}")] {
                assert_refused(try_sql(&mut login, &sql).await, "42501", &format!("{plane}: {sql}"));
            }
        }
    }
    let mut tenant = ground.login("countersign_tenant").await;
    for table in &tables {
        try_sql(&mut tenant, &format!("select 1 from {table}")).await.unwrap();
        assert_refused(try_sql(&mut tenant, &format!("truncate {table}")).await, "42501", table);
    }

    ground.leave().await;
}

#[tokio::test]
async fn each_login_role_calls_the_functions_it_is_lent_and_no_other() {
    let Functions { function } = toml::from_str(include_str!("../../api/access/door.functions.toml")).unwrap();
    let ground = Ground::prepare().await;
    let mut lent = BTreeMap::new();

    for plane in PLANES.into_iter().chain(["migrator"]) {
        let mut login = ground.login(&format!("countersign_{plane}")).await;
        for Function { signature, callers } in &function {
            let (name, rest) = signature.split_once('(').unwrap();
            let kinds = rest.trim_end_matches(')').split(',').filter(|kind| !kind.is_empty());
            let nulls = kinds.map(|kind| format!("null::{kind}")).collect::<Vec<_>>().join(", ");
            let verb = if ["tenant.adopt", "tenant.lend_to_support"].contains(&name) { "call" } else { "select" };
            let outcome = try_sql(&mut login, &format!("{verb} {name}({nulls})")).await;
            // Called with nulls, a function that is lent may refuse for its own reasons.
            let is_closed = outcome.is_err_and(|error| {
                let error = error.into_database_error().expect("an answer of the database");
                error.code().is_some_and(|code| code == "42501")
                    && (error.message().contains(&format!("denied for function {}", name.split_once('.').unwrap().1))
                        || error.message().contains("denied for procedure")
                        || error.message().contains("denied for schema"))
            });
            let is_lent = callers.iter().any(|caller| caller == plane);
            assert_eq!(is_closed, !is_lent, "{plane}: {signature}");
            *lent.entry(plane).or_insert(0) += i32::from(is_lent);
        }
    }

    assert!(lent["tenant"] >= 4 && lent["sign_in"] >= 8 && lent["worker"] >= 2, "{lent:?}");
    ground.leave().await;
}

#[tokio::test]
async fn no_login_role_makes_anything_or_changes_its_shoes() {
    let ground = Ground::prepare().await;
    let makes = [
        "create temporary table mine (id int)",
        "create function pg_temp.mine() returns int language sql as 'select 1'",
        "create table tenant.mine (id int)",
        "create table public.mine (id int)",
        "create table reference.mine (id int)",
        "create function door.mine() returns int language sql as 'select 1'",
        "create schema mine",
        "create role mine",
        "select lo_create(0)",
        "select lo_from_bytea(0, 'mine')",
        "copy (select 1) to program 'true'",
        "select pg_read_file('/etc/hostname')",
        "set role countersign_audit",
        "set role countersign_backup",
        "grant countersign_owner to current_user",
        "alter role current_user bypassrls",
        "alter table tenant.person disable row level security",
        "set local log_statement = 'all'",
        "set local session_replication_role = replica",
        "select public.pg_stat_statements_reset()",
    ];
    let mut administrator = ground.administrator().await;
    sqlx::raw_sql("create extension pg_stat_statements").execute(&mut administrator).await.unwrap();

    for plane in PLANES.into_iter().chain(["migrator"]) {
        let mut login = ground.login(&format!("countersign_{plane}")).await;
        for sql in makes {
            assert_refused(try_sql(&mut login, sql).await, "42501", &format!("{plane}: {sql}"));
        }
        if plane != "migrator" {
            for role in ["countersign_owner", "countersign_door"] {
                assert_refused(
                    try_sql(&mut login, &format!("set role {role}")).await,
                    "42501",
                    &format!("{plane}: {role}"),
                );
            }
        }
    }

    ground.leave().await;
}
