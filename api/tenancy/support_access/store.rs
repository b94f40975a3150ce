//! Every statement on accesses of support; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::{Confirmed, Tx, catalogue::ApproveSupportAccesses};
use kernel::{Error, PersonId, Revision, SupportAccessId, Text};
use sqlx::{Postgres, QueryBuilder};

use super::{SupportAccess, SupportAccessEnd, SupportAccessState};
use crate::refusals;

// Names are looked up row by row, so that a page keeps its order.
const SELECT: &str = "
    select a.id, a.operator_id, a.operator_name, a.operator_email, a.reason, a.ticket, a.minutes, s.state, a.asked_at, a.expires_at,
           a.decided_by, (select p.name from tenant.person p where p.org_id = a.org_id and p.id = a.decided_by) as decided_by_name, a.decided_at,
           a.decision_reason, a.open_by, a.opened_at, a.closes_at,
           case when s.state = 'ended' then coalesce(a.ended_at, a.closes_at) else a.ended_at end as ended_at,
           a.ended_by, (select p.name from tenant.person p where p.org_id = a.org_id and p.id = a.ended_by) as ended_by_name,
           case when s.state = 'ended' then coalesce(a.ended_because, 'time_over') else a.ended_because end as ended_because,
           coalesce(u.reads, 0) as reads, u.last_read_at, u.last_read, a.revision
    from tenant.support_access a
    cross join lateral (select tenant.support_stands(a.state, a.expires_at, a.open_by, a.closes_at) as state) s
    left join lateral door.support_uses(array[a.id]) u on true
    where a.org_id = (select door.org_id())";

pub(super) async fn page(
    tx: &mut Tx,
    state: Option<SupportAccessState>,
    before: Option<SupportAccessId>,
    rows: i64,
) -> Result<Vec<SupportAccess>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    if let Some(state) = state {
        query.push(" and s.state = ").push_bind(state);
    }
    if let Some(before) = before {
        query.push(" and a.id < ").push_bind(before);
    }
    query.push(" order by a.id desc limit ").push_bind(rows);
    Ok(query.build_query_as().fetch_all(tx.connection()?).await?)
}

pub(super) async fn lock(tx: &mut Tx, id: SupportAccessId) -> Result<SupportAccess, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and a.id = ").push_bind(id).push(" for update of a");
    query.build_query_as().fetch_optional(tx.connection()?).await?.ok_or_else(Error::not_found)
}

/// Saves that it is agreed to, as it was confirmed.
pub(super) async fn approve(
    tx: &mut Tx,
    access: &SupportAccess,
    _: &Confirmed<ApproveSupportAccesses>,
) -> Result<(), Error> {
    save_decision(tx, access).await
}

pub(super) async fn save_decision(tx: &mut Tx, access: &SupportAccess) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.support_access
        set state = $2, decided_by = $3, decided_at = $4, decision_reason = $5, open_by = $6, revision = $7
        where id = $1",
        access.id as SupportAccessId,
        access.state as SupportAccessState,
        access.decided_by as Option<PersonId>,
        access.decided_at,
        access.decision_reason.as_ref() as Option<&Text>,
        access.open_by,
        access.revision as Revision,
    )
    .execute(tx.connection()?)
    .await
    .map(drop)
    .map_err(|error| match error.as_database_error().and_then(|error| error.constraint()) {
        Some("support_access_by_oneself") => refusals::SUPPORT_ACCESS_BY_ONESELF.into(),
        _ => error.into(),
    })
}

pub(super) async fn save_end(tx: &mut Tx, access: &SupportAccess) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.support_access
        set state = $2, ended_at = $3, ended_by = $4, ended_because = $5, revision = $6
        where id = $1",
        access.id as SupportAccessId,
        access.state as SupportAccessState,
        access.ended_at,
        access.ended_by as Option<PersonId>,
        access.ended_because as Option<SupportAccessEnd>,
        access.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}
