//! What is written when lines are closed short, and reopened; the requisition settles by it in the database.
use access::Tx;
use kernel::{Error, Text};
use uuid::Uuid;

use super::refused;
use crate::line::LineId;

/// Closes what remains of lines of a requisition that was locked.
pub(in crate::requisition) async fn short_close_lines(
    tx: &mut Tx,
    lines: &[LineId],
    because: &Text,
) -> Result<(), Error> {
    let (ids, at) = (ids(lines), tx.now());
    sqlx::query!(
        "update tenant.requisition_line l
        set short_closed_quantity = l.quantity - tenant.ordered_of(l.org_id, l.id), short_closed_at = $2,
            short_closed_by_id = (select door.person_id()), short_closed_because = $3
        where l.id = any ($1)",
        &ids,
        at,
        because.as_str()
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

/// Undoes it; what it said stays in the trail.
pub(in crate::requisition) async fn reopen_lines(tx: &mut Tx, lines: &[LineId]) -> Result<(), Error> {
    let ids = ids(lines);
    sqlx::query!(
        "update tenant.requisition_line l
        set short_closed_quantity = 0, short_closed_at = null, short_closed_by_id = null, short_closed_because = null
        where l.id = any ($1)",
        &ids
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

fn ids(lines: &[LineId]) -> Vec<Uuid> {
    lines.iter().map(|line| line.0).collect()
}
