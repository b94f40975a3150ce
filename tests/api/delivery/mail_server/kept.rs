//! How a password is kept: no role that logs in reads it, and it opens nowhere but where it was given for.
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use uuid::Uuid;

use super::{PASSWORD, PATH, removes, server, sets};
use crate::support::{App, Organisation, Person};

async fn tries(organisation: &Organisation<'_>) -> String {
    let admin = organisation.admin().await;
    admin.posts_nothing(&format!("{PATH}/test")).await.is(200);
    organisation.app.delivers().await;
    let test = admin.gets(PATH).await.is(200).body["last_test"].clone();
    test["reply"].as_str().or(test["state"].as_str()).unwrap().to_owned()
}

/// Round the door, as whoever can write to the database's files might.
async fn bends(app: &App, statement: &str) {
    let mut administrator = app.administrator().await;
    sqlx::raw_sql(AssertSqlSafe(format!("set session_replication_role = replica; {statement}")))
        .execute(&mut administrator)
        .await
        .unwrap();
}

async fn refused(connection: &mut PgConnection, statement: &str) -> (String, String) {
    let mut savepoint = connection.begin().await.unwrap();
    let error = sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut *savepoint).await.expect_err(statement);
    let error = error.as_database_error().unwrap();
    let told = (error.code().unwrap().into_owned(), error.constraint().unwrap_or_default().to_owned());
    savepoint.rollback().await.unwrap();
    told
}

async fn within<'a>(
    person: &Person<'_>,
    plane: &'a mut PgConnection,
    permission: &str,
) -> sqlx::Transaction<'a, sqlx::Postgres> {
    let mut tx = plane.begin().await.unwrap();
    person.begins(&mut tx, permission, Uuid::new_v4()).await;
    tx
}

#[actix_web::test]
async fn no_role_that_logs_in_reads_what_is_sealed_or_the_keys() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    sets(&admin, server(&app, PASSWORD)).await.is(200);

    for role in [
        "countersign_tenant",
        "countersign_sign_in",
        "countersign_operator",
        "countersign_worker",
        "countersign_migrator",
    ] {
        let mut login = app.as_role(role).await;
        for statement in [
            "select sealed from door.secret",
            "select wrapped from door.data_key",
            "update door.secret set sealed = ''",
            "delete from door.data_key",
        ] {
            assert_eq!(refused(&mut login, statement).await.0, "42501", "{role}: {statement}");
        }
    }
    let mut plane = app.as_role("countersign_tenant").await;
    let mut tx = within(&admin, &mut plane, "mail_server.view").await;
    for statement in [
        "select * from door.mail_server_of('x')",
        "select * from door.secrets_to_reseal(1)",
        "select door.add_data_key(null, 1, 'k1', 'x')",
    ] {
        assert_eq!(refused(&mut tx, statement).await.0, "42501", "{statement}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn no_statement_of_the_apis_role_sets_what_was_not_confirmed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    sets(&admin, server(&app, PASSWORD)).await.is(200);
    let id = hotel.org_id;
    let mut plane = app.as_role("countersign_tenant").await;
    let mut tx = within(&admin, &mut plane, "mail_server.set").await;

    let kept = format!(
        "select door.keep_secret('mail_server', '{id}', 'password', 'tls://x.example:465', 1, sha256('x'), '0123456789abcdef')"
    );
    assert_eq!(refused(&mut tx, &kept).await, ("23514".into(), "secret_confirmed".into()));
    let elsewhere = "update tenant.mail_server set host = 'mail.elsewhere.example'";
    assert_eq!(refused(&mut tx, elsewhere).await, ("23514".into(), "mail_server_confirmed".into()));
    app.stop().await;
}

#[actix_web::test]
async fn a_password_opens_for_no_other_organisation_and_no_other_server() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    for organisation in [&hotel, &clinic] {
        sets(&organisation.admin().await, server(&app, PASSWORD)).await.is(200);
        assert_eq!(tries(organisation).await, "sent");
    }
    let unopened = "The service could not open it: see its log.";
    let (own, other) = (hotel.org_id, clinic.org_id);
    let swap = |table: &str, column: &str| {
        format!(
            "update door.{table} t set {column} = o.{column} from door.{table} o where t.org_id <> o.org_id and o.org_id in ('{own}', '{other}')"
        )
    };

    for (table, column) in [("secret", "sealed"), ("data_key", "wrapped")] {
        bends(&app, &swap(table, column)).await;
        assert_eq!(
            (tries(&hotel).await, tries(&clinic).await),
            (unopened.to_owned(), unopened.to_owned()),
            "{table}.{column}"
        );
        bends(&app, &swap(table, column)).await;
        assert_eq!(tries(&hotel).await, "sent");
    }
    for bent in ["host = 'mail.elsewhere.example'", "port = 587", "security = 'starttls'"] {
        bends(&app, &format!("update tenant.mail_server set {bent} where org_id = '{own}'")).await;
        assert_eq!(tries(&hotel).await, unopened, "{bent}");
        bends(&app, &format!("update tenant.mail_server set host = 'mail.harbour-house.example', port = 465, security = 'tls' where org_id = '{own}'")).await;
    }
    for moved in ["of_column = 'token'", "of_table = 'webhook'", "of_id = gen_random_uuid()"] {
        // Elsewhere it stands for something else, and nobody takes it for the password.
        bends(&app, &format!("update door.secret set {moved} where org_id = '{own}'")).await;
        assert_ne!(tries(&hotel).await, unopened, "{moved}");
        bends(&app, &format!("update door.secret set of_column = 'password', of_table = 'mail_server', of_id = org_id where org_id = '{own}'")).await;
    }
    assert_eq!(tries(&hotel).await, "sent");
    app.stop().await;
}

#[actix_web::test]
async fn what_was_asked_for_cannot_be_tried_out_against_the_trail() {
    use sha2::{Digest, Sha256};

    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let set = sets(&admin, server(&app, PASSWORD)).await.is(200);
    removes(&admin, set.revision()).await.is(200);

    let rows = "select coalesce(string_agg(t::text, ' '), '') from (select detail::text from tenant.audit_event union all select encode(digest, 'hex') from door.intent) t";
    let rows: String = sqlx::query_scalar(rows).fetch_one(&mut app.administrator().await).await.unwrap();

    let body = server(&app, PASSWORD).to_string();
    let bare: String = Sha256::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(rows.contains("digest") && !rows.contains(&bare) && !rows.contains(PASSWORD));
    assert!(app.own_mail().is_empty());
    let detail = json!({ "is_password_new": true }).to_string().replace(':', ": ");
    assert!(rows.contains(&detail) || rows.contains("is_password_new"), "{rows}");
    app.stop().await;
}
