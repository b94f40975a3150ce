//! The catalogue walker: reads the live catalogue and says what stands where it must not (docs/architecture.md, "The database").
//!
//! One set of rules for each schema, and one for functions, roles and the database around them. It runs at start, hourly,
//! as `countersign check` and in CI; what it lets pass is listed in `door.functions.toml` and `walker/exceptions.toml`.
use std::fmt;

use kernel::Error;
use sqlx::{Acquire, PgConnection, types::Json};

use lists::Lists;

mod lists;

/// Reports in SQL; each gets the lists as its one parameter and answers (rule, object, what to do).
const REPORTS: [&str; 10] = [
    include_str!("walker/tenant_relations.sql"),
    include_str!("walker/tenant_policies.sql"),
    include_str!("walker/tenant_keys.sql"),
    include_str!("walker/tenant_audit.sql"),
    include_str!("walker/tenant_grants.sql"),
    include_str!("walker/door.sql"),
    include_str!("walker/reference.sql"),
    include_str!("walker/functions.sql"),
    include_str!("walker/roles.sql"),
    include_str!("walker/database.sql"),
];

/// The same for the directory, where operators stand; what may stand there it lists itself.
const DIRECTORY: &str = include_str!("walker/directory.sql");

/// One thing that stands where it must not, or lacks where it must stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, sqlx::FromRow)]
pub struct Finding {
    /// Stable, such as `tenant.row_security`.
    pub rule: String,
    pub object: String,
    pub what_to_do: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.rule, self.object, self.what_to_do)
    }
}

/// Walks a home's catalogue; the connection is the administrator's, or the migrator's in the door's shoes.
pub async fn walk(connection: &mut PgConnection) -> Result<Vec<Finding>, Error> {
    walk_with(connection, &Lists::read(false)?).await
}

/// Walks the directory's catalogue, as the door's owner; a home's walker says of all that stands here that it has no place there.
pub async fn walk_directory(connection: &mut PgConnection) -> Result<Vec<Finding>, Error> {
    let mut tx = connection.begin().await?;
    sqlx::raw_sql("set local search_path = pg_catalog; set local transaction_read_only = on").execute(&mut *tx).await?;
    let mut findings: Vec<Finding> = sqlx::query_as(DIRECTORY).persistent(false).fetch_all(&mut *tx).await?;
    tx.rollback().await?;
    findings.sort();
    Ok(findings)
}

/// Walks the catalogue of a test's database, which may hold a clock that moves.
pub async fn walk_test_template(connection: &mut PgConnection) -> Result<Vec<Finding>, Error> {
    walk_with(connection, &Lists::read(true)?).await
}

async fn walk_with(connection: &mut PgConnection, lists: &Lists) -> Result<Vec<Finding>, Error> {
    let mut tx = connection.begin().await?;
    // The catalogue prints names as the search path has them.
    sqlx::raw_sql("set local search_path = pg_catalog; set local transaction_read_only = on").execute(&mut *tx).await?;
    let mut findings: Vec<Finding> = Vec::new();
    for report in REPORTS {
        findings.extend(sqlx::query_as(report).bind(Json(lists)).persistent(false).fetch_all(&mut *tx).await?);
    }
    tx.rollback().await?;
    findings.sort();
    findings.dedup();
    Ok(findings)
}
