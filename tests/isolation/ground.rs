//! A database of one test, and the ways into it.
use std::{env, str::FromStr};

use access::{Chance, PlanePasswords, migrations};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

/// A copy of the template; `leave` drops it.
pub struct Ground {
    name: String,
}

impl Ground {
    pub async fn prepare() -> Self {
        let name = format!("isolation_{:x}", u64::from_be_bytes(Chance::of_system().bytes()));
        administer(&format!("create database {name} template countersign_template strategy wal_log")).await;
        // The grants on the database itself are not copied.
        migrations::run(&cluster().database(&name), &passwords()).await.unwrap();
        Self { name }
    }

    pub async fn leave(self) {
        administer(&format!("drop database {} with (force)", self.name)).await;
    }

    pub fn address(&self) -> PgConnectOptions {
        cluster().database(&self.name)
    }

    pub async fn administrator(&self) -> PgConnection {
        self.address().connect().await.unwrap()
    }

    /// Signed in as one of the login roles.
    pub async fn login(&self, role: &str) -> PgConnection {
        self.login_options(role).connect().await.unwrap()
    }

    pub fn login_options(&self, role: &str) -> PgConnectOptions {
        self.address().username(role).password(&passwords().of_role(role))
    }

    /// The migrator in the shoes of `role`.
    pub async fn migrator(&self, role: &str) -> PgConnection {
        migrations::as_migrator(&self.address(), &passwords(), role).connect().await.unwrap()
    }
}

/// What this run's chances come from; repeat it with `COUNTERSIGN_SEED`.
pub fn seed() -> u64 {
    const USUAL: u64 = 20_261_121;
    env::var("COUNTERSIGN_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(USUAL)
}

fn cluster() -> PgConnectOptions {
    let url = env::var("DATABASE_URL").expect("DATABASE_URL: run the tests below `throwaway`");
    PgConnectOptions::from_str(&url).unwrap()
}

pub fn passwords() -> PlanePasswords {
    PlanePasswords::of(&env::var("COUNTERSIGN_DATABASE_SECRET").expect("COUNTERSIGN_DATABASE_SECRET"))
}

async fn administer(sql: &str) {
    let mut connection = cluster().database("postgres").connect().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
