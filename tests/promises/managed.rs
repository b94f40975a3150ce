//! A managed server, whose administrator may create roles and databases but is no superuser.
use std::path::PathBuf;

use access::{PlanePasswords, migrations, walker};
use server::embedded_postgres::{self, EmbeddedPostgres};
use sqlx::{ConnectOptions, postgres::PgConnectOptions};
use uuid::Uuid;

const PASSWORD: &str = "of-the-provider";

/// A cluster of its own, for what is granted here holds for every database of one.
async fn cluster() -> (EmbeddedPostgres, PathBuf) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data_dir = std::env::temp_dir().join(format!("countersign-managed-{}", Uuid::new_v4().simple()));
    let settings = embedded_postgres::Settings {
        package: root.join("api/server/postgres/package"),
        data_dir: data_dir.clone(),
        extra: Vec::new(),
        durable: false,
    };
    (embedded_postgres::start(settings).await.unwrap(), data_dir)
}

/// What a provider hands out, with an empty database of its own.
async fn provided(superuser: &PgConnectOptions) -> PgConnectOptions {
    let mut connection = superuser.connect().await.unwrap();
    for statement in [
        "create role provided login createrole createdb bypassrls password 'of-the-provider'",
        "create database home owner provided",
    ] {
        sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
    }
    superuser.clone().username("provided").password(PASSWORD).database("home")
}

#[actix_web::test]
async fn its_administrator_migrates_and_is_no_member_of_an_owner_after() {
    let (postgres, data_dir) = cluster().await;
    let administrator = provided(&postgres.administrator()).await;
    let passwords = PlanePasswords::of("managed");
    migrations::create_roles(&administrator, &passwords).await.unwrap();
    let lacking = migrations::missing(&administrator, &passwords).await.unwrap();

    let count = migrations::run(&administrator, &passwords).await.unwrap();
    let again = migrations::run(&administrator, &passwords).await.unwrap();

    assert_eq!((lacking.len(), count, again), (migrations::versions_needed().len(), lacking.len(), 0));
    assert_eq!(migrations::missing(&administrator, &passwords).await.unwrap(), Vec::<i64>::new());
    let mut door = migrations::as_migrator(&administrator, &passwords, "countersign_door").connect().await.unwrap();
    assert_eq!(walker::walk(&mut door).await.unwrap(), Vec::new());
    let mut connection = administrator.connect().await.unwrap();
    let members: i64 = sqlx::query_scalar(
        "select count(*) from pg_auth_members
        where member = 'provided'::regrole and (inherit_option or set_option)
            and roleid in ('countersign_owner'::regrole, 'countersign_door'::regrole, 'countersign_audit'::regrole)",
    )
    .fetch_one(&mut connection)
    .await
    .unwrap();
    assert_eq!(members, 0);
    postgres.stop().await.unwrap();
    std::fs::remove_dir_all(data_dir).unwrap();
}

#[actix_web::test]
async fn a_schema_that_lacks_a_migration_is_told_by_its_version() {
    let (postgres, data_dir) = cluster().await;
    let administrator = provided(&postgres.administrator()).await;
    let passwords = PlanePasswords::of("managed");
    migrations::create_roles(&administrator, &passwords).await.unwrap();
    migrations::run(&administrator, &passwords).await.unwrap();
    let mut owner = migrations::as_migrator(&administrator, &passwords, "countersign_owner").connect().await.unwrap();
    let newest = *migrations::versions_needed().last().unwrap();

    let forgotten = sqlx::query("delete from public._sqlx_migrations where version = $1").bind(newest);
    assert_eq!(forgotten.execute(&mut owner).await.unwrap().rows_affected(), 1);
    let newer = sqlx::query("insert into public._sqlx_migrations values (99991231000000, 'newer', now(), true, '', 0)");
    newer.execute(&mut owner).await.unwrap();

    assert_eq!(migrations::missing(&administrator, &passwords).await.unwrap(), [newest]);
    postgres.stop().await.unwrap();
    std::fs::remove_dir_all(data_dir).unwrap();
}
