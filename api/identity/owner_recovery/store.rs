//! Every statement on recoveries of the last owner; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::Tx;
use kernel::{Error, OwnerRecoveryId, PersonId, Revision};
use sqlx::{Postgres, QueryBuilder};

use super::{OwnerRecovery, OwnerRecoveryEnd, OwnerRecoveryState};

// Names are looked up row by row, so that a page keeps its order.
const SELECT: &str = "
    select r.id, r.person_id, (select p.name from tenant.person p where p.org_id = r.org_id and p.id = r.person_id) as person_name,
           r.operator_id, r.operator_name, r.operator_email, r.domain, r.reason, r.ticket, s.state, r.asked_at, r.takes_effect_at, r.lapses_at,
           case when s.state = 'lapsed' then r.lapses_at else r.ended_at end as ended_at,
           r.ended_by, (select p.name from tenant.person p where p.org_id = r.org_id and p.id = r.ended_by) as ended_by_name,
           r.ended_because, r.revision
    from tenant.owner_recovery r
    cross join lateral (select tenant.owner_recovery_stands(r.state, r.lapses_at) as state) s
    where r.org_id = (select door.org_id())";

pub(super) async fn page(
    tx: &mut Tx,
    state: Option<OwnerRecoveryState>,
    before: Option<OwnerRecoveryId>,
    rows: i64,
) -> Result<Vec<OwnerRecovery>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    if let Some(state) = state {
        query.push(" and s.state = ").push_bind(state);
    }
    if let Some(before) = before {
        query.push(" and r.id < ").push_bind(before);
    }
    query.push(" order by r.id desc limit ").push_bind(rows);
    Ok(query.build_query_as().fetch_all(tx.connection()?).await?)
}

pub(super) async fn lock(tx: &mut Tx, id: OwnerRecoveryId) -> Result<OwnerRecovery, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and r.id = ").push_bind(id).push(" for update of r");
    query.build_query_as().fetch_optional(tx.connection()?).await?.ok_or_else(Error::not_found)
}

pub(super) async fn save_end(tx: &mut Tx, recovery: &OwnerRecovery) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.owner_recovery
        set state = $2, ended_at = $3, ended_by = $4, ended_because = $5, revision = $6
        where id = $1",
        recovery.id as OwnerRecoveryId,
        recovery.state as OwnerRecoveryState,
        recovery.ended_at,
        recovery.ended_by as Option<PersonId>,
        recovery.ended_because as Option<OwnerRecoveryEnd>,
        recovery.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}
