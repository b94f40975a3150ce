//! A database with many orders of several organisations, one of which holds a fifth of them.
//!
//! In each organisation a few orders are really made through HTTP; the many are clones of their rows (lines, routes,
//! decisions and watchers included) with ids, times, numbers and suppliers of their own.
mod clone;
mod people;

use std::{path::PathBuf, time::Duration};

use access::{Chance, PlanePasswords, TokenKeys, migrations};
use kernel::Error;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

use crate::{
    app::{App, Settings},
    failure,
};

pub use people::{Organisation, Tokens};

/// What the database was filled with; kept in it, so that copies know it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Filling {
    pub signing_key: Vec<u8>,
    /// The first one is the large one.
    pub organisations: Vec<Organisation>,
    pub orders: u32,
    pub fill_seconds: u64,
}

/// One database of a cluster.
#[derive(Clone)]
pub struct Ground {
    pub administrator: PgConnectOptions,
    pub passwords: PlanePasswords,
    name: String,
    socket: Option<PathBuf>,
}

/// Fillings of one cluster wait for each other.
const FILLING_LOCK: i64 = 7_305_113_001;
const MAINTENANCE: &str = "postgres";

impl Ground {
    fn named(cluster: &PgConnectOptions, passwords: &PlanePasswords, name: &str) -> Self {
        let administrator = cluster.clone().database(name).disable_statement_logging();
        Self { administrator, passwords: passwords.clone(), name: name.to_owned(), socket: None }
    }

    /// From now on the service and its replays reach it by this socket, as the embedded server's own service does.
    #[must_use]
    pub fn by_socket(self, socket: Option<PathBuf>) -> Self {
        Self { socket, ..self }
    }

    /// A filled one; whoever comes first fills it, others wait. A copy of `template`, or migrated from empty without one.
    pub async fn filled(
        cluster: &PgConnectOptions,
        passwords: &PlanePasswords,
        template: Option<&str>,
        orders: u32,
    ) -> Result<(Self, Filling), Error> {
        let ground = Self::named(cluster, passwords, &format!("bench_{orders}"));
        let mut keeper = cluster.clone().database(MAINTENANCE).connect().await?;
        sqlx::query("select pg_advisory_lock($1)").bind(FILLING_LOCK).execute(&mut keeper).await?;
        let known = ground.filling().await;
        let filling = match known {
            Ok(filling) => filling,
            Err(_) => ground.fill(&mut keeper, template, orders).await?,
        };
        keeper.close().await?;
        Ok((ground, filling))
    }

    /// A copy, for whoever changes something; nobody may be connected to this one.
    pub async fn copy(&self, name: &str) -> Result<Self, Error> {
        let name = format!("{}_{name}", self.name);
        let mut keeper = self.administrator.clone().database(MAINTENANCE).connect().await?;
        sqlx::query("select pg_advisory_lock($1)").bind(FILLING_LOCK).execute(&mut keeper).await?;
        remake(&mut keeper, &name, Some(&self.name)).await?;
        keeper.close().await?;
        Ok(Self::named(&self.administrator, &self.passwords, &name).by_socket(self.socket.clone()))
    }

    /// Waits until everything that was written before is on the disk: what a filling, a copy or one that was dropped left to write is
    /// otherwise written during whatever is measured next, and its commits wait for it.
    pub async fn settle(&self) -> Result<(), Error> {
        let mut connection = self.administers().await?;
        execute(&mut connection, "checkpoint".into()).await?;
        connection.close().await?;
        let settled = tokio::process::Command::new("sync").status().await?;
        if settled.success() { Ok(()) } else { Err(failure(format!("sync ended with {settled}"))) }
    }

    /// Takes it away.
    pub async fn drop(self) -> Result<(), Error> {
        let mut keeper = self.administrator.clone().database(MAINTENANCE).connect().await?;
        execute(&mut keeper, format!("drop database if exists {} with (force)", self.name)).await?;
        Ok(keeper.close().await?)
    }

    /// The way in for requests.
    pub fn tenant(&self) -> PgConnectOptions {
        const ROLE: &str = "countersign_tenant";
        self.nearest().username(ROLE).password(&self.passwords.of_role(ROLE))
    }

    /// The way that a service goes.
    pub fn nearest(&self) -> PgConnectOptions {
        self.socket.iter().fold(self.administrator.clone(), PgConnectOptions::socket)
    }

    /// A connection round the door.
    pub async fn administers(&self) -> Result<PgConnection, Error> {
        Ok(self.administrator.connect().await?)
    }

    async fn filling(&self) -> Result<Filling, Error> {
        let mut connection = self.administrator.connect().await?;
        let filling: sqlx::types::Json<Filling> =
            sqlx::query_scalar("select filling from public.bench").fetch_one(&mut connection).await?;
        connection.close().await?;
        Ok(filling.0)
    }

    async fn fill(&self, keeper: &mut PgConnection, template: Option<&str>, orders: u32) -> Result<Filling, Error> {
        let begun = std::time::Instant::now();
        remake(keeper, &self.name, template.or(Some("template0"))).await?;
        if template.is_none() {
            migrations::run(&self.administrator, &self.passwords).await?;
            migrations::run_directory(&self.administrator, &self.passwords).await?;
        }
        let signing_key = TokenKeys::generate()?;
        let settings = Settings {
            database: &self.administrator,
            passwords: &self.passwords,
            signing_key: &signing_key,
            workers: 1,
            connections_max: 4,
        };
        let app = App::start(&settings)?;
        let organisations = people::found_all(self, &app, &signing_key, orders).await;
        app.stop().await;
        let mut filling = Filling { signing_key, organisations: organisations?, orders, fill_seconds: 0 };
        clone::clone_all(self, &filling).await?;
        filling.fill_seconds = begun.elapsed().as_secs();
        let mut connection = self.administrator.connect().await?;
        execute(&mut connection, "vacuum (analyze)".into()).await?;
        execute(&mut connection, "create table public.bench (filling jsonb not null)".into()).await?;
        let keep = sqlx::query("insert into public.bench (filling) values ($1)").bind(sqlx::types::Json(&filling));
        keep.execute(&mut connection).await?;
        connection.close().await?;
        Ok(filling)
    }
}

impl Filling {
    /// The service on a ground of this filling, or on a copy.
    pub fn serve(&self, ground: &Ground, workers: usize, connections_max: u32) -> Result<App, Error> {
        self.serve_at(ground, &ground.nearest(), workers, connections_max)
    }

    /// The same, reaching the database by another way.
    pub fn serve_at(
        &self,
        ground: &Ground,
        database: &PgConnectOptions,
        workers: usize,
        connections_max: u32,
    ) -> Result<App, Error> {
        let (passwords, signing_key) = (&ground.passwords, self.signing_key.as_slice());
        App::start(&Settings { database, passwords, signing_key, workers, connections_max })
    }

    /// The organisation that holds a fifth of the orders.
    pub fn large(&self) -> Result<&Organisation, Error> {
        self.organisations.first().ok_or_else(|| failure("no organisation"))
    }

    /// One of the others.
    pub fn small(&self) -> Result<&Organisation, Error> {
        self.organisations.last().ok_or_else(|| failure("no organisation"))
    }
}

/// How long a session of a run lives: fills and measurements take less.
const SESSION_LIFE: Duration = Duration::from_hours(12);

/// The system's chance, for ids and secrets of a run.
pub(crate) fn chance() -> Chance {
    Chance::of_system()
}

async fn remake(keeper: &mut PgConnection, name: &str, template: Option<&str>) -> Result<(), Error> {
    execute(keeper, format!("drop database if exists {name} with (force)")).await?;
    let template = template.unwrap_or("template0");
    execute(keeper, format!("create database {name} template {template} strategy file_copy")).await
}

/// A statement of our own without values.
pub(crate) async fn execute(connection: &mut PgConnection, sql: String) -> Result<(), Error> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await?;
    Ok(())
}
