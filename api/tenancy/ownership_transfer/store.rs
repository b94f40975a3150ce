//! Every statement on offers of the organisation; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::{Confirmed, Tx, catalogue::TransferOrganisation};
use kernel::{Error, OwnershipTransferId, PersonId, Revision, Text};
use sqlx::{Postgres, QueryBuilder};

use super::{OwnershipTransfer, OwnershipTransferState};
use crate::refusals;

// Names are looked up row by row, so that a page keeps its order.
const SELECT: &str = "
    select r.id, r.person_id, (select p.name from tenant.person p where p.org_id = r.org_id and p.id = r.person_id) as person_name,
           r.reason, s.state,
           r.asked_by, (select p.name from tenant.person p where p.org_id = r.org_id and p.id = r.asked_by) as asked_by_name, r.asked_at, r.expires_at,
           r.decided_by, (select p.name from tenant.person p where p.org_id = r.org_id and p.id = r.decided_by) as decided_by_name, r.decided_at,
           r.decision_reason, r.revision
    from tenant.ownership_transfer r
    cross join lateral (
        select case when r.state = 'waiting' and not tenant.ownership_stands(r.org_id, r.person_id, r.asked_by, r.expires_at) then 'expired' else r.state end
            as state) s
    where r.org_id = (select door.org_id())";

pub(super) async fn page(
    tx: &mut Tx,
    of: Option<PersonId>,
    state: Option<OwnershipTransferState>,
    before: Option<OwnershipTransferId>,
    rows: i64,
) -> Result<Vec<OwnershipTransfer>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    if let Some(of) = of {
        query.push(" and ").push_bind(of).push(" in (r.person_id, r.asked_by)");
    }
    if let Some(state) = state {
        query.push(" and s.state = ").push_bind(state);
    }
    if let Some(before) = before {
        query.push(" and r.id < ").push_bind(before);
    }
    query.push(" order by r.id desc limit ").push_bind(rows);
    Ok(query.build_query_as().fetch_all(tx.connection()?).await?)
}

pub(super) async fn lock(tx: &mut Tx, id: OwnershipTransferId) -> Result<OwnershipTransfer, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and r.id = ").push_bind(id).push(" for update of r");
    query.build_query_as().fetch_optional(tx.connection()?).await?.ok_or_else(Error::not_found)
}

/// Whether somebody active is an owner for good.
pub(super) async fn owns(tx: &mut Tx, person: PersonId) -> Result<bool, Error> {
    let owns = sqlx::query_scalar!(r#"select tenant.owns($1) as "owns!""#, person as PersonId);
    Ok(owns.fetch_one(tx.connection()?).await?)
}

/// Keeps of what nobody can take any more that it waited for nothing, so that another may wait.
pub(super) async fn end_expired(tx: &mut Tx) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.ownership_transfer
        set state = 'expired', revision = revision + 1
        where state = 'waiting' and not tenant.ownership_stands(org_id, person_id, asked_by, expires_at)"
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// Whether one waits.
pub(super) async fn waits(tx: &mut Tx) -> Result<bool, Error> {
    Ok(!page(tx, None, Some(OwnershipTransferState::Waiting), None, 1).await?.is_empty())
}

/// Keeps an offer, as it was confirmed.
pub(super) async fn insert(
    tx: &mut Tx,
    transfer: &OwnershipTransfer,
    _: &Confirmed<TransferOrganisation>,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into tenant.ownership_transfer (org_id, id, person_id, reason, state, asked_by, asked_at, expires_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6, $7)",
        transfer.id as OwnershipTransferId,
        transfer.person_id as PersonId,
        &transfer.reason as &Text,
        transfer.state as OwnershipTransferState,
        transfer.asked_by as PersonId,
        transfer.asked_at,
        transfer.expires_at,
    )
    .execute(tx.connection()?)
    .await
    .map(drop)
    .map_err(|error| match error.as_database_error().and_then(|error| error.constraint()) {
        // Another owner offered it meanwhile.
        Some("ownership_transfer_waiting") => refusals::OWNERSHIP_WAITING.into(),
        _ => error.into(),
    })
}

pub(super) async fn save_decision(tx: &mut Tx, transfer: &OwnershipTransfer) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.ownership_transfer
        set state = $2, decided_by = $3, decided_at = $4, decision_reason = $5, revision = $6
        where id = $1",
        transfer.id as OwnershipTransferId,
        transfer.state as OwnershipTransferState,
        transfer.decided_by as Option<PersonId>,
        transfer.decided_at,
        transfer.decision_reason.as_ref() as Option<&Text>,
        transfer.revision as Revision,
    )
    .execute(tx.connection()?)
    .await
    .map(drop)
    .map_err(|error| match error.as_database_error().and_then(|error| error.constraint()) {
        Some("permission_grant_toxic") => refusals::TOXIC_PAIR.into(),
        Some("ownership_transfer_void") => refusals::OWNERSHIP_VOID.into(),
        Some(_) | None => error.into(),
    })
}
