//! What was refused is remembered, in a transaction of its own.
use kernel::Error;

use crate::{Home, RequestOrigin, support};

/// Remembers that whoever shows this secret was refused.
pub(crate) async fn record_denial(
    home: &Home,
    secret: &str,
    permission: &str,
    origin: RequestOrigin,
    status: u16,
) -> Result<(), Error> {
    let (record, pool) = if support::claims_to_be_one(secret) {
        ("select door.record_support_denial($1, $2, $3, $4, $5)", &home.database.support)
    } else {
        ("select door.record_denial($1, $2, $3, $4, $5)", home.database.tenant()?)
    };
    sqlx::query(record)
        .bind(secret)
        .bind(permission)
        .bind(origin.request_id)
        .bind(origin.network_text())
        .bind(i16::try_from(status)?)
        .execute(&mut *pool.acquire().await?)
        .await?;
    Ok(())
}
