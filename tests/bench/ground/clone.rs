//! The many: clones of the few that were made, by one statement a table.
//!
//! Row security, keys, foreign keys, checks and the audit trigger stay in force. The guards of the state machines do not:
//! they let nothing begin but as a draft.
use std::sync::{Mutex, PoisonError};

use futures_util::future::try_join_all;
use kernel::Error;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use super::{Filling, Ground, Organisation, execute};
use crate::failure;

/// The guards that a bulk load cannot pass.
const GUARDS: [(&str, &str); 5] = [
    ("purchase_order", "guard"),
    ("purchase_order_line", "guard"),
    ("approval_route", "keep"),
    ("approval_route", "check_progress"),
    ("approval_decision", "separate_duties"),
];

/// Suppliers that an organisation buys from, besides the one it really made.
const SUPPLIERS: i32 = 40;

/// Organisations that are filled side by side.
const AT_ONCE: usize = 2;

/// Fills every organisation.
pub async fn clone_all(ground: &Ground, filling: &Filling) -> Result<(), Error> {
    let mut connection = ground.administers().await?;
    guards(&mut connection, "disable").await?;
    let organisations = Mutex::new(filling.organisations.iter());
    try_join_all((0..AT_ONCE).map(|_| fill_some(ground, &organisations))).await?;
    guards(&mut connection, "enable").await?;
    Ok(connection.close().await?)
}

async fn fill_some(ground: &Ground, organisations: &Mutex<std::slice::Iter<'_, Organisation>>) -> Result<(), Error> {
    let mut connection = ground.administers().await?;
    let next = || organisations.lock().unwrap_or_else(PoisonError::into_inner).next();
    while let Some(organisation) = next() {
        fill(&mut connection, organisation).await?;
    }
    Ok(connection.close().await?)
}

async fn guards(connection: &mut PgConnection, word: &str) -> Result<(), Error> {
    for (table, guard) in GUARDS {
        execute(connection, format!("alter table tenant.{table} {word} trigger {guard}")).await?;
    }
    Ok(())
}

async fn fill(connection: &mut PgConnection, organisation: &Organisation) -> Result<(), Error> {
    let [draft, waiting, approved, issued] = organisation.made.as_slice() else {
        return Err(failure("not one order of each kind was made"));
    };
    // Of twenty orders one is a draft, two wait, two are approved, and fifteen are with the supplier.
    let mut kinds: Vec<Uuid> = vec![draft.id, waiting.id, waiting.id, approved.id, approved.id];
    kinds.resize(20, issued.id);
    let mut tx = connection.begin().await?;
    sqlx::raw_sql(include_str!("clones.sql")).execute(&mut *tx).await?;
    sqlx::query("select door.begin_system($1, 'bench')").bind(organisation.org_id).execute(&mut *tx).await?;
    let suppliers = sqlx::query(include_str!("suppliers.sql")).bind(SUPPLIERS).bind(organisation.suppliers.first());
    suppliers.execute(&mut *tx).await?;
    let orders = sqlx::query(include_str!("orders.sql")).bind(i64::from(organisation.clones)).bind(kinds);
    orders.execute(&mut *tx).await?;
    sqlx::raw_sql(include_str!("parts.sql")).execute(&mut *tx).await?;
    Ok(tx.commit().await?)
}
