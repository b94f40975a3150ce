//! By direct SQL: no row of an organisation without a live access, and with one only what is its organisation's and not secret.
use sqlx::{AssertSqlSafe, Connection, PgConnection, error::DatabaseError};
use uuid::Uuid;

use crate::{
    suppliers::supplier::active,
    support::{App, Person, SupportOperator, operator::decides},
};

async fn tables(app: &App) -> Vec<String> {
    let tables = "select oid::regclass::text from pg_class
        where relnamespace in ('tenant'::regnamespace, 'door'::regnamespace) and relkind in ('r', 'p', 'v') order by 1";
    sqlx::query_scalar(tables).fetch_all(&mut app.administrator().await).await.unwrap()
}

async fn code_of(connection: &mut PgConnection, sql: &str) -> Option<String> {
    let mut tx = connection.begin().await.unwrap();
    let outcome = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await;
    tx.rollback().await.unwrap();
    let error = outcome.err()?.into_database_error().expect("an answer of the database");
    error.code().map(std::borrow::Cow::into_owned)
}

/// Notes a read and begins it, as the door does; what that comes to.
async fn begins(
    connection: &mut PgConnection,
    person: &Person<'_>,
    permission: &str,
    is_noted: bool,
) -> Option<String> {
    let (secret, request) = (person.claims().jti, Uuid::new_v4());
    if is_noted {
        let note = "select door.note_support_read($1, $2, $3, '203.0.113.7', 'GET /v1/suppliers', null)";
        let noted = sqlx::query(note).bind(&secret).bind(permission).bind(request).execute(&mut *connection).await;
        if let Err(error) = noted {
            return error.as_database_error().and_then(DatabaseError::code).map(Into::into);
        }
    }
    sqlx::raw_sql("begin read only").execute(&mut *connection).await.unwrap();
    let begin = "select door.begin_support($1, $2, $3, '203.0.113.7')";
    let begun = sqlx::query(begin).bind(secret).bind(permission).bind(request).execute(&mut *connection).await;
    begun.err().and_then(|error| error.as_database_error().and_then(DatabaseError::code).map(Into::into))
}

async fn rolls_back(connection: &mut PgConnection) {
    sqlx::raw_sql("rollback").execute(connection).await.unwrap();
}

#[actix_web::test]
async fn without_a_live_access_no_role_of_operators_reads_a_row() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    active(&hotel, "Bath Linen Ltd").await;
    let id = SupportOperator::of(&app, "oda").await.is_let_in(&hotel, 30).await;
    let mut operator = app.as_role("countersign_operator").await;
    let mut support = app.as_role("countersign_support").await;
    let mut readable = 0;

    for table in tables(&app).await {
        assert_eq!(
            code_of(&mut operator, &format!("select 1 from {table}")).await.as_deref(),
            Some("42501"),
            "{table}"
        );
        let seen: Result<i64, _> =
            sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}"))).fetch_one(&mut support).await;
        match seen {
            Ok(rows) => {
                assert_eq!(rows, 0, "{table}");
                assert!(table.starts_with("tenant.") || !table.contains('.'), "{table}");
                readable += 1;
            }
            Err(error) => assert_eq!(error.as_database_error().unwrap().code().unwrap(), "42501", "{table}"),
        }
    }

    assert!(readable > 30, "{readable} for access {id}");
    app.stop().await;
}

#[actix_web::test]
async fn with_one_it_reads_its_organisation_alone_and_changes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let clinic = app.clinic().await;
    active(&hotel, "Bath Linen Ltd").await;
    active(&clinic, "Alder Instruments").await;
    let (person, _) = SupportOperator::of(&app, "oda").await.reads(&hotel, 30).await;
    let mut support = app.as_role("countersign_support").await;

    assert_eq!(begins(&mut support, &person, "supplier.view", true).await, None);
    let names: Vec<String> =
        sqlx::query_scalar("select name from tenant.supplier").fetch_all(&mut support).await.unwrap();
    let orgs = "select count(*) from tenant.person where org_id <> $1";
    let others: i64 = sqlx::query_scalar(orgs).bind(hotel.org_id).fetch_one(&mut support).await.unwrap();
    assert_eq!((names, others), (vec!["Bath Linen Ltd".to_owned()], 0));
    let wider = sqlx::raw_sql("set transaction read write").execute(&mut support).await.unwrap_err();
    assert_eq!(wider.as_database_error().unwrap().code().unwrap(), "25001");
    rolls_back(&mut support).await;

    for change in ["update tenant.supplier set name = 'x'", "delete from tenant.supplier", "truncate tenant.supplier"] {
        assert_eq!(code_of(&mut support, change).await.as_deref(), Some("42501"), "{change}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn no_read_begins_that_is_not_noted_or_not_read_only_or_not_lent() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (person, _) = SupportOperator::of(&app, "oda").await.reads(&hotel, 30).await;
    let mut support = app.as_role("countersign_support").await;

    assert_eq!(begins(&mut support, &person, "supplier.view", false).await.as_deref(), Some("CS403"), "not noted");
    rolls_back(&mut support).await;
    for permission in ["supplier.create", "audit_event.view", "session.view", "approval.view", "platform.support_use"] {
        let came = begins(&mut support, &person, permission, true).await;
        assert_eq!(came.as_deref(), Some("CS403"), "{permission}");
    }
    let begin = "select door.begin_support($1, 'supplier.view', gen_random_uuid(), null)";
    let written = sqlx::query(begin).bind(person.claims().jti).execute(&mut support).await.unwrap_err();
    assert!(written.to_string().contains("read only"), "{written}");
    // The note by itself leaves no context behind.
    let mut tx = support.begin().await.unwrap();
    sqlx::query(
        "select door.note_support_read($1, 'supplier.view', gen_random_uuid(), null, 'GET /v1/suppliers', null)",
    )
    .bind(person.claims().jti)
    .execute(&mut *tx)
    .await
    .unwrap();
    let people: i64 = sqlx::query_scalar("select count(*) from tenant.person").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(people, 0);
    app.stop().await;
}

#[actix_web::test]
async fn the_secret_opens_nothing_for_another_role_and_a_sign_in_nothing_for_support() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (person, _) = SupportOperator::of(&app, "oda").await.reads(&hotel, 30).await;
    let owner = hotel.owner().await;
    let mut tenant = app.as_role("countersign_tenant").await;
    let mut support = app.as_role("countersign_support").await;

    let begin = "select door.begin_request($1, 'supplier.view', gen_random_uuid(), null, null, null, null)";
    let refused = sqlx::query(begin).bind(person.claims().jti).execute(&mut tenant).await.unwrap_err();

    assert_eq!(refused.as_database_error().unwrap().code().unwrap(), "CS401");
    assert_eq!(begins(&mut support, &owner, "supplier.view", true).await.as_deref(), Some("CS401"));
    for function in [
        "begin_request(null, null, null, null, null, null, null)",
        "ask_support(null, null, null, null, null, null, null, null, null, null)",
    ] {
        let called = code_of(&mut support, &format!("select door.{function}")).await;
        assert_eq!(called.as_deref(), Some("42501"), "{function}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn no_column_that_is_classed_as_secret_is_lent() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (person, _) = SupportOperator::of(&app, "oda").await.reads(&hotel, 30).await;
    let classed = "select c.table_name, c.column_name from door.column_class c
        join pg_attribute a on a.attrelid = to_regclass('tenant.' || c.table_name) and a.attname = c.column_name
        where c.class = 'secret' and c.table_name not like 'audit%'";
    let classed: Vec<(String, String)> =
        sqlx::query_as(classed).fetch_all(&mut app.administrator().await).await.unwrap();
    let mut support = app.as_role("countersign_support").await;

    assert!(classed.len() >= 6, "{classed:?}");
    for (table, column) in classed {
        let read = format!("select {column} from tenant.{table}");
        assert_eq!(code_of(&mut support, &read).await.as_deref(), Some("42501"), "{read}");
        let beside = format!("select org_id from tenant.{table}");
        assert_eq!(code_of(&mut support, &beside).await, None, "{beside}");
    }
    drop(person);
    app.stop().await;
}

#[actix_web::test]
async fn from_the_moment_that_it_is_ended_nothing_begins() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (person, id) = SupportOperator::of(&app, "oda").await.reads(&hotel, 30).await;
    let mut support = app.as_role("countersign_support").await;
    assert_eq!(begins(&mut support, &person, "supplier.view", true).await, None);
    rolls_back(&mut support).await;

    decides(&hotel.admin().await, &id, "end", 3).await.is(200);

    assert_eq!(begins(&mut support, &person, "supplier.view", true).await.as_deref(), Some("CS401"));
    app.stop().await;
}

#[actix_web::test]
async fn the_operators_role_puts_nothing_before_an_organisation_without_the_directorys_seal() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = SupportOperator::of(&app, "oda").await.is_let_in(&hotel, 30).await;
    let mut operator = app.as_role("countersign_operator").await;
    let org = hotel.org_id;

    for forged in [
        format!(
            "select door.ask_support(gen_random_uuid(), '{org}', gen_random_uuid(), 'x', 'x@x.x', 60, null, 'x', sha256('x'), gen_random_uuid())"
        ),
        format!(
            "select door.open_support('{id}', '{org}', gen_random_uuid(), sha256('x'), sha256('x'), gen_random_uuid())"
        ),
        format!("select door.leave_support('{id}', '{org}', gen_random_uuid(), null, gen_random_uuid())"),
    ] {
        assert_eq!(code_of(&mut operator, &forged).await.as_deref(), Some("CS403"), "{forged}");
    }
    app.stop().await;
}
