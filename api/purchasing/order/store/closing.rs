//! What is written when lines of an issued order are closed short, and reopened.
use access::Tx;
use kernel::{Error, Text};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::lines::refused;
use crate::line::LineId;

/// Closes so much of each line of an order that was locked.
pub(crate) async fn short_close_lines(tx: &mut Tx, lines: &[(LineId, Decimal)], because: &Text) -> Result<(), Error> {
    let (ids, quantities): (Vec<Uuid>, Vec<Decimal>) = lines.iter().map(|(id, quantity)| (id.0, *quantity)).unzip();
    let at = tx.now();
    sqlx::query!(
        "
        update tenant.purchase_order_line l
        set short_closed_quantity = n.quantity, short_closed_at = $3, short_closed_by_id = (select door.person_id()),
            short_closed_because = $4
        from unnest($1::uuid[], $2::numeric[]) n (id, quantity)
        where l.id = n.id
        ",
        &ids,
        &quantities,
        at,
        because.as_str()
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

/// Undoes it; what it said stays in the trail.
pub(crate) async fn reopen_lines(tx: &mut Tx, lines: &[LineId]) -> Result<(), Error> {
    let ids: Vec<Uuid> = lines.iter().map(|line| line.0).collect();
    sqlx::query!(
        "
        update tenant.purchase_order_line l
        set short_closed_quantity = 0, short_closed_at = null, short_closed_by_id = null, short_closed_because = null
        where l.id = any ($1)
        ",
        &ids
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}
