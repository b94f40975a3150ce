//! Nobody edits the trail: not a role of the service, not the one that migrates, not its owner's tables' administrator.
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::renames_kitchen;
use crate::support::App;

const TABLES: [&str; 4] = ["audit_event", "audit_change", "audit_personal", "audit_denial"];
const ROLES: [&str; 6] = [
    "countersign_tenant",
    "countersign_sign_in",
    "countersign_operator",
    "countersign_worker",
    "countersign_support",
    "countersign_migrator",
];

fn rewritings(table: &str) -> [String; 4] {
    let column = if table == "audit_denial" { "minute" } else { "org_id" };
    [
        format!("insert into tenant.{table} default values"),
        format!("update tenant.{table} set {column} = {column}"),
        format!("delete from tenant.{table}"),
        format!("truncate tenant.{table}"),
    ]
}

async fn refusal(connection: &mut PgConnection, statement: &str) -> Option<String> {
    let outcome = sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(connection).await;
    outcome.err().and_then(|error| error.as_database_error().and_then(|error| error.code().map(Into::into)))
}

#[actix_web::test]
async fn no_login_role_writes_to_the_trail() {
    let app = App::start().await;

    for role in ROLES {
        let mut connection = app.as_role(role).await;
        for statement in TABLES.iter().flat_map(|table| rewritings(table)) {
            let refused = refusal(&mut connection, &statement).await;
            assert_eq!(refused.as_deref(), Some("42501"), "{role}: {statement}");
        }
        connection.close().await.unwrap();
    }

    app.stop().await;
}

#[actix_web::test]
async fn no_role_that_the_migrator_can_become_rewrites_the_trail() {
    let app = App::start().await;
    let mut connection = app.as_role("countersign_migrator").await;

    assert_eq!(refusal(&mut connection, "set role countersign_audit").await.as_deref(), Some("42501"));
    for role in ["countersign_owner", "countersign_door"] {
        assert_eq!(refusal(&mut connection, &format!("set role {role}")).await, None);
        for statement in TABLES.iter().flat_map(|table| rewritings(table)) {
            let refused = refusal(&mut connection, &statement).await;
            assert_eq!(refused.as_deref(), Some("42501"), "{role}: {statement}");
        }
        assert_eq!(
            refusal(&mut connection, "alter table tenant.audit_event disable trigger all").await.as_deref(),
            Some("42501"),
            "{role}"
        );
        assert_eq!(refusal(&mut connection, "reset role").await, None);
    }

    connection.close().await.unwrap();
    app.stop().await;
}

#[actix_web::test]
async fn even_the_administrator_must_first_remove_what_refuses() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    renames_kitchen(&hotel.admin().await, hotel.kitchen.0, "Main kitchen").await;
    let mut connection = app.administrator().await;

    for table in ["audit_event", "audit_change"] {
        for statement in &rewritings(table)[1..] {
            assert_eq!(refusal(&mut connection, statement).await.as_deref(), Some("CS409"), "{statement}");
        }
    }

    connection.close().await.unwrap();
    app.stop().await;
}

#[actix_web::test]
async fn a_change_without_an_event_is_not_committed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let mut connection = app.as_role("countersign_tenant").await;
    let mut tx = connection.begin().await.unwrap();
    admin.begins(&mut tx, "department.update", uuid::Uuid::new_v4()).await;

    let refused =
        refusal(&mut tx, "select door.finish_request('[]', null, null, null, 200::smallint, null, null)").await;

    assert_eq!(refused.as_deref(), Some("CS401"));
    tx.rollback().await.unwrap();
    connection.close().await.unwrap();
    app.stop().await;
}

#[actix_web::test]
async fn a_change_without_a_context_is_refused() {
    let app = App::start().await;
    app.hotel().await;
    let mut connection = app.administrator().await;

    let refused = refusal(&mut connection, "update tenant.department set name = name || '!'").await;

    assert_eq!(refused.as_deref(), Some("CS401"));
    connection.close().await.unwrap();
    app.stop().await;
}
