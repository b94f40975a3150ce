//! Migrations, forward only: the roles of the cluster, then each file in order, by the role that it belongs to.
use std::borrow::Cow;

use kernel::Error;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection,
    migrate::{Migrate, Migration, Migrator},
    postgres::PgConnectOptions,
};

use crate::{HomeCode, PlanePasswords};

static OURS: Migrator = sqlx::migrate!("../../migrations");
static AUDITS: Migrator = sqlx::migrate!("../../migrations/audit");
static DIRECTORY: Migrator = sqlx::migrate!("../../migrations/directory");
const ROLES: &str = include_str!("../../migrations/cluster/roles.sql");
// Large objects know no organisation; a managed server may keep these functions to itself, the walker then watches that there are none.
const NO_LARGE_OBJECTS: &str = "do $$ begin
    revoke execute on function pg_catalog.lo_create(oid), pg_catalog.lo_creat(int), pg_catalog.lo_from_bytea(oid, bytea) from public;
exception when insufficient_privilege then
    null;
end $$";
// A managed server's administrator is no superuser: it becomes the owners for as long as files run, and the audit's owner has no members again after.
const BORROW: &str =
    "grant countersign_owner, countersign_door, countersign_audit to current_user with inherit true, set true";
const GIVE_BACK: &str = "revoke countersign_owner, countersign_door, countersign_audit from current_user";
const LOGINS: [&str; 6] = [
    "countersign_migrator",
    "countersign_tenant",
    "countersign_sign_in",
    "countersign_operator",
    "countersign_worker",
    "countersign_support",
];

// Who runs a file: the migrator as the owner of tables, or the administrator, for the trail's owner has no members.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Migrator,
    Administrator,
}

/// The cluster's roles, with their passwords; harmless to repeat.
pub async fn create_roles(administrator: &PgConnectOptions, passwords: &PlanePasswords) -> Result<(), Error> {
    let mut connection = administrator.connect().await?;
    sqlx::raw_sql(ROLES).execute(&mut connection).await?;
    for role in LOGINS {
        // A password cannot be bound in a utility statement; this one is base64url of our own making.
        let set = format!("alter role {role} password '{}'", passwords.of_role(role));
        sqlx::raw_sql(AssertSqlSafe(set)).execute(&mut connection).await?;
    }
    connection.close().await?;
    Ok(())
}

/// Brings the home's database up to this build; says how many files ran.
pub async fn run(administrator: &PgConnectOptions, passwords: &PlanePasswords) -> Result<usize, Error> {
    let mut admin = administrator.clone().log_statements(tracing::log::LevelFilter::Debug).connect().await?;
    let name: String = sqlx::query_scalar("select current_database()").fetch_one(&mut admin).await?;
    sqlx::raw_sql(AssertSqlSafe(own_database(&name))).execute(&mut admin).await?;
    sqlx::raw_sql(NO_LARGE_OBJECTS).execute(&mut admin).await?;
    let mut owner = as_migrator(administrator, passwords, "countersign_owner").connect().await?;
    let is_superuser: bool =
        sqlx::query_scalar("select rolsuper from pg_roles where rolname = current_user").fetch_one(&mut admin).await?;
    if !is_superuser {
        sqlx::raw_sql(BORROW).execute(&mut admin).await?;
    }
    let count = take_turns(&mut owner, &mut admin).await;
    if !is_superuser {
        sqlx::raw_sql(GIVE_BACK).execute(&mut admin).await?;
    }
    if count.is_ok() {
        let keep = sqlx::query("select door.keep_warrant_key($1)").bind(passwords.warrant_key().as_slice());
        keep.execute(&mut owner).await?;
    }
    owner.close().await?;
    admin.close().await?;
    count
}

async fn take_turns(owner: &mut PgConnection, admin: &mut PgConnection) -> Result<usize, Error> {
    let done = applied(owner).await?;
    for (by, migrations) in turns() {
        let turn = Migrator { migrations: Cow::Owned(migrations), ignore_missing: true, ..Migrator::DEFAULT };
        match by {
            By::Migrator => turn.run_direct(None, &mut *owner, false).await?,
            By::Administrator => turn.run_direct(None, &mut *admin, false).await?,
        }
    }
    Ok(applied(owner).await?.saturating_sub(done))
}

/// Brings the directory's database up to this build.
pub async fn run_directory(administrator: &PgConnectOptions, passwords: &PlanePasswords) -> Result<(), Error> {
    let mut admin = administrator.connect().await?;
    let is_superuser: bool =
        sqlx::query_scalar("select rolsuper from pg_roles where rolname = current_user").fetch_one(&mut admin).await?;
    if !is_superuser {
        sqlx::raw_sql(BORROW).execute(&mut admin).await?;
    }
    let mut migrator = Migrator { migrations: DIRECTORY.migrations.clone(), ignore_missing: true, ..Migrator::DEFAULT };
    migrator.dangerous_set_table_name("_directory_migrations");
    let ran = migrator.run_direct(None, &mut admin, false).await;
    if !is_superuser {
        sqlx::raw_sql(GIVE_BACK).execute(&mut admin).await?;
    }
    admin.close().await?;
    ran?;
    let mut door = as_migrator(administrator, passwords, "countersign_door").connect().await?;
    let keep = "insert into platform.warrant_key as k (secret) values ($1) on conflict (is_only) do update set secret = excluded.secret";
    sqlx::query(keep).bind(passwords.warrant_key().as_slice()).execute(&mut door).await?;
    door.close().await?;
    Ok(())
}

/// The versions this build needs.
pub fn versions_needed() -> Vec<i64> {
    let mut versions: Vec<_> = OURS.iter().chain(AUDITS.iter()).map(|migration| migration.version).collect();
    versions.sort_unstable();
    versions
}

/// The versions this build needs and the home's database lacks; one that is newer lacks nothing.
pub async fn missing(address: &PgConnectOptions, passwords: &PlanePasswords) -> Result<Vec<i64>, Error> {
    let mut owner = as_migrator(address, passwords, "countersign_owner").connect().await?;
    let is_there: bool =
        sqlx::query_scalar("select to_regclass('public._sqlx_migrations') is not null").fetch_one(&mut owner).await?;
    let applied: Vec<i64> = if is_there {
        sqlx::query_scalar("select version from public._sqlx_migrations where success").fetch_all(&mut owner).await?
    } else {
        Vec::new()
    };
    owner.close().await?;
    Ok(versions_needed().into_iter().filter(|version| !applied.contains(version)).collect())
}

/// A connection as the migrator, in the shoes of `role`.
pub fn as_migrator(address: &PgConnectOptions, passwords: &PlanePasswords, role: &str) -> PgConnectOptions {
    address
        .clone()
        .username("countersign_migrator")
        .password(&passwords.of_role("countersign_migrator"))
        .options([("role", role)])
}

/// Which home a database says it is; the connection is the migrator's in the door's shoes.
pub async fn settled(connection: &mut PgConnection) -> Result<Option<String>, Error> {
    Ok(sqlx::query_scalar("select code from door.home").fetch_optional(connection).await?)
}

/// Makes a migrated database the home of this code, for good once an organisation lives there; says which home it is.
pub async fn settle(address: &PgConnectOptions, passwords: &PlanePasswords, home: &HomeCode) -> Result<String, Error> {
    let mut owner = as_migrator(address, passwords, "countersign_owner").connect().await?;
    let settled = sqlx::query_scalar("select door.settle($1)").bind(home.as_str()).fetch_one(&mut owner).await?;
    owner.close().await?;
    Ok(settled)
}

async fn applied(connection: &mut PgConnection) -> Result<usize, Error> {
    connection.ensure_migrations_table("_sqlx_migrations").await?;
    Ok(connection.list_applied_migrations("_sqlx_migrations").await?.len())
}

// Who may do what to the database itself; a copy of a template begins without these grants. Temporary functions would be code of their own.
fn own_database(name: &str) -> String {
    let database = format!("database \"{}\"", name.replace('"', "\"\""));
    format!(
        "grant create, connect on {database} to countersign_owner, countersign_door;
        grant connect on {database} to {logins}, countersign_backup;
        revoke connect, temporary on {database} from public;
        revoke create on schema public from public;
        grant create on schema public to countersign_owner",
        logins = LOGINS.join(", ")
    )
}

// All files by version, neighbours of one role together.
fn turns() -> Vec<(By, Vec<Migration>)> {
    let ours = OURS.iter().map(|migration| (By::Migrator, migration));
    let audits = AUDITS.iter().map(|migration| (By::Administrator, migration));
    let mut all: Vec<_> = ours.chain(audits).collect();
    all.sort_by_key(|(_, migration)| migration.version);
    let mut turns: Vec<(By, Vec<Migration>)> = Vec::new();
    for (by, migration) in all {
        match turns.last_mut() {
            Some((last, group)) if *last == by => group.push(migration.clone()),
            _ => turns.push((by, vec![migration.clone()])),
        }
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_unique_and_in_order() {
        let versions = versions_needed();

        assert!(versions.windows(2).all(|pair| pair[0] < pair[1]), "{versions:?}");
    }
}
