//! Runs a command with a PostgreSQL cluster of its own: `throwaway cargo nextest run`.
//!
//! The cluster holds `countersign_template`, migrated and with a clock that tests may move, from which each test
//! copies a database; and `countersign_prepare`, which `DATABASE_URL` names, for the checked queries. Beside it a mail server
//! keeps what is sent (`THROWAWAY_SMTP`, `THROWAWAY_MAIL`). With `THROWAWAY_URL` set, that cluster is used and only the two databases are made anew.
use std::{path::PathBuf, process::ExitCode, str::FromStr};

use access::{PlanePasswords, migrations};
use kernel::Error;
use mail_catcher::MailCatcher;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, postgres::PgConnectOptions};
use tokio::process::Command;

// Used as it is by the server; this crate has no business with the rest of it.
#[path = "../../api/server/embedded_postgres.rs"]
#[expect(dead_code, reason = "the server uses the rest of it")]
mod embedded_postgres;
#[path = "../../api/server/mail_catcher.rs"]
mod mail_catcher;

const TEMPLATE: &str = "countersign_template";
const PREPARE: &str = "countersign_prepare";
// As long as the service demands.
const SECRET: &str = "a throw-away secret for a throw-away cluster";
// So that no program of a test makes keys of its own where it happens to stand.
const MASTER_KEYS: &str =
    "k2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI= k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(program) = arguments.next() else {
        eprintln!("throwaway: name a command to run");
        return ExitCode::from(2);
    };
    match run(&program, arguments.collect()).await {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("throwaway: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(program: &str, arguments: Vec<String>) -> Result<u8, Error> {
    if let Ok(url) = std::env::var("THROWAWAY_URL") {
        return with_cluster(&PgConnectOptions::from_str(&url)?, program, arguments).await;
    }
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let data_dir = std::env::temp_dir().join(format!("countersign-throwaway-{}", std::process::id()));
    let settings = embedded_postgres::Settings {
        package: root.join("api/server/postgres/package"),
        data_dir: data_dir.clone(),
        extra: vec![("max_connections".into(), "200".into())],
        durable: false,
    };
    let postgres = embedded_postgres::start(settings).await?;
    let outcome = with_cluster(&postgres.administrator(), program, arguments).await;
    postgres.stop().await?;
    std::fs::remove_dir_all(&data_dir)?;
    outcome
}

async fn with_cluster(administrator: &PgConnectOptions, program: &str, arguments: Vec<String>) -> Result<u8, Error> {
    let passwords = PlanePasswords::of(SECRET);
    migrations::create_roles(administrator, &passwords).await?;
    for name in [PREPARE, TEMPLATE] {
        remake(administrator, name).await?;
    }
    let template = administrator.clone().database(TEMPLATE);
    migrations::run(&template, &passwords).await?;
    migrations::run_directory(&template, &passwords).await?;
    let mut connection = template.connect().await?;
    let clock = "create table door.test_clock (moved interval not null);
        alter table door.test_clock owner to countersign_door;
        insert into door.test_clock values ('0');
        vacuum analyze";
    for statement in clock.split(';') {
        sqlx::raw_sql(statement).execute(&mut connection).await?;
    }
    connection.close().await?;
    copy(administrator, TEMPLATE, PREPARE).await?;
    let url = url_of(administrator, PREPARE);
    let mut command = Command::new(program);
    command.args(arguments).env("DATABASE_URL", url).env("COUNTERSIGN_DATABASE_SECRET", SECRET);
    command.env("COUNTERSIGN_MASTER_KEYS", MASTER_KEYS);
    let (folder, catcher) = catch_mail().await?;
    if let Some(catcher) = &catcher {
        command.env("THROWAWAY_SMTP", catcher.url()).env("THROWAWAY_MAIL", &catcher.folder);
    }
    let status = command.status().await?;
    drop(catcher);
    let _ = std::fs::remove_dir_all(folder);
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

// Where it is installed: what only prepares queries needs none.
async fn catch_mail() -> Result<(PathBuf, Option<MailCatcher>), Error> {
    let tools = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../api/server/mail"));
    let folder = std::env::temp_dir().join(format!("countersign-throwaway-mail-{}", std::process::id()));
    let is_installed = tools.join("package").exists();
    let catcher = if is_installed { Some(MailCatcher::start(&tools, folder.clone()).await?) } else { None };
    Ok((folder, catcher))
}

async fn remake(administrator: &PgConnectOptions, name: &str) -> Result<(), Error> {
    let mut connection = administrator.connect().await?;
    let drop = format!("drop database if exists {name} with (force)");
    sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut connection).await?;
    if name == TEMPLATE {
        let create = format!("create database {name} template template0 encoding 'UTF8'");
        sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut connection).await?;
    }
    connection.close().await?;
    Ok(())
}

async fn copy(administrator: &PgConnectOptions, from: &str, to: &str) -> Result<(), Error> {
    let mut connection = administrator.connect().await?;
    let create = format!("create database {to} template {from}");
    sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut connection).await?;
    connection.close().await?;
    Ok(())
}

fn url_of(address: &PgConnectOptions, database: &str) -> String {
    let url = address.clone().database(database).to_url_lossy().to_string();
    url.split('?').next().unwrap_or_default().to_owned()
}
