//! Statements on many orders at once.
use access::Tx;
use kernel::{Error, Reference, Revision, Text};
use uuid::Uuid;

use crate::order::{Lifecycle, OrderId};

/// An order that was drafted with others, as it stands now.
pub(crate) struct Drafted {
    pub id: OrderId,
    pub external_number: Option<Reference>,
    pub title: Text,
    pub lifecycle: Lifecycle,
    pub revision: Revision,
}

macro_rules! drafted {
    ($tx:expr, $ids:expr, $locking:tt) => {
        sqlx::query_as!(
            Drafted,
            r#"
            select id as "id: OrderId", external_number as "external_number: Reference", title as "title: Text",
                lifecycle as "lifecycle: Lifecycle", revision as "revision: Revision"
            from tenant.purchase_order
            where id = any ($1)
            order by id
            "#
                + $locking,
            $ids
        )
        .fetch_all($tx.connection()?)
    };
}

/// Orders that the caller drafted, as they stand; locked, nobody changes them until the end of the transaction.
pub(crate) async fn drafted(tx: &mut Tx, ids: &[Uuid], is_locking: bool) -> Result<Vec<Drafted>, Error> {
    let found = if is_locking { drafted!(tx, ids, "for update").await? } else { drafted!(tx, ids, "").await? };
    Ok(found)
}

/// Cancels drafts that were locked.
pub(crate) async fn cancel_all(tx: &mut Tx, ids: &[Uuid], reason: &str) -> Result<(), Error> {
    let at = tx.now();
    sqlx::query!(
        "
        update tenant.purchase_order
        set lifecycle = 'cancelled', cancelled_by = (select door.person_id()), cancelled_at = $2, cancellation_reason = $3,
            revision = revision + 1
        where id = any ($1)
        ",
        ids,
        at,
        reason
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}
