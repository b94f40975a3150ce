//! The printed copy that was sent.
use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{Error, Revision};

use crate::{order::OrderId, printed::Rendered};

/// What is known of a printed copy without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Printed {
    /// In hexadecimal.
    pub sha256: String,
    pub revision: Revision,
    pub pages: i32,
    pub missing_glyphs: i32,
    pub at: DateTime<Utc>,
}

/// The copy that was sent, if the order was issued.
pub(crate) async fn printed(tx: &mut Tx, order: OrderId) -> Result<Option<Printed>, Error> {
    Ok(sqlx::query_as!(
        Printed,
        r#"
        select encode(sha256, 'hex') as "sha256!", revision as "revision: Revision", pages, missing_glyphs, printed_at as at
        from tenant.printed_order
        where order_id = $1
        "#,
        order.0
    )
    .fetch_optional(tx.connection()?)
    .await?)
}

/// Its bytes.
pub(crate) async fn printed_bytes(tx: &mut Tx, order: OrderId) -> Result<Option<Vec<u8>>, Error> {
    Ok(sqlx::query_scalar!("select pdf from tenant.printed_order where order_id = $1", order.0)
        .fetch_optional(tx.connection()?)
        .await?)
}

/// Keeps the bytes that go out; the database works out their hash.
pub(crate) async fn keep_printed(
    tx: &mut Tx,
    order: OrderId,
    revision: Revision,
    rendered: &Rendered,
) -> Result<(), Error> {
    let at = tx.now();
    sqlx::query!(
        "
        insert into tenant.printed_order (org_id, order_id, revision, pdf, sha256, pages, missing_glyphs, printed_at)
        values ((select door.org_id()), $1, $2, $3, sha256($3), $4, $5, $6)
        ",
        order.0,
        revision.0,
        rendered.bytes,
        i32::try_from(rendered.pages)?,
        i32::try_from(rendered.missing_glyphs)?,
        at
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}
