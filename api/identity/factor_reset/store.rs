//! Every statement on resets of second factors; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::{Confirmed, Tx, catalogue::ApproveFactorResets};
use chrono::{DateTime, Utc};
use kernel::{Error, FactorResetId, PersonId, Revision, Text};
use sqlx::{Postgres, QueryBuilder};

use super::{FactorReset, FactorResetState};
use crate::refusals;

// Names are looked up row by row, so that a page keeps its order.
const SELECT: &str = "
    select r.id, r.person_id, (select p.name from tenant.person p where p.org_id = r.org_id and p.id = r.person_id) as person_name,
           r.reason, s.state,
           r.asked_by, (select p.name from tenant.person p where p.org_id = r.org_id and p.id = r.asked_by) as asked_by_name, r.asked_at, r.expires_at,
           r.decided_by, (select p.name from tenant.person p where p.org_id = r.org_id and p.id = r.decided_by) as decided_by_name, r.decided_at,
           r.decision_reason, r.revision
    from tenant.factor_reset r
    cross join lateral (select case when r.state = 'waiting' and r.expires_at <= door.now() then 'expired' else r.state end as state) s
    where r.org_id = (select door.org_id())";

pub(super) async fn page(
    tx: &mut Tx,
    person: Option<PersonId>,
    state: Option<FactorResetState>,
    before: Option<FactorResetId>,
    rows: i64,
) -> Result<Vec<FactorReset>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    if let Some(person) = person {
        query.push(" and r.person_id = ").push_bind(person);
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

pub(super) async fn lock(tx: &mut Tx, id: FactorResetId) -> Result<FactorReset, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and r.id = ").push_bind(id).push(" for update of r");
    query.build_query_as().fetch_optional(tx.connection()?).await?.ok_or_else(Error::not_found)
}

/// Since when a person has a second factor, if they have one.
pub(super) async fn factor_since(tx: &mut Tx, person: PersonId) -> Result<Option<DateTime<Utc>>, Error> {
    let since = sqlx::query_scalar!("select door.factor_since($1) as since", person as PersonId);
    Ok(since.fetch_one(tx.connection()?).await?)
}

/// Keeps of what waited too long that it did, so that another may wait.
pub(super) async fn end_expired(tx: &mut Tx, person: PersonId) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.factor_reset
        set state = 'expired', revision = revision + 1
        where person_id = $1 and state = 'waiting' and expires_at <= door.now()",
        person as PersonId
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn insert(tx: &mut Tx, reset: &FactorReset) -> Result<(), Error> {
    sqlx::query!(
        "insert into tenant.factor_reset (org_id, id, person_id, reason, state, asked_by, asked_at, expires_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6, $7)",
        reset.id as FactorResetId,
        reset.person_id as PersonId,
        &reset.reason as &Text,
        reset.state as FactorResetState,
        reset.asked_by as PersonId,
        reset.asked_at,
        reset.expires_at,
    )
    .execute(tx.connection()?)
    .await
    .map(drop)
    .map_err(|error| match error.as_database_error().and_then(|error| error.constraint()) {
        Some("factor_reset_waiting") => refusals::FACTOR_RESET_WAITING.into(),
        _ => error.into(),
    })
}

/// Saves that a reset is agreed to, as it was confirmed; by that the factor is gone.
pub(super) async fn approve(tx: &mut Tx, reset: &FactorReset, _: &Confirmed<ApproveFactorResets>) -> Result<(), Error> {
    save_decision(tx, reset).await
}

pub(super) async fn save_decision(tx: &mut Tx, reset: &FactorReset) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.factor_reset
        set state = $2, decided_by = $3, decided_at = $4, decision_reason = $5, revision = $6
        where id = $1",
        reset.id as FactorResetId,
        reset.state as FactorResetState,
        reset.decided_by as Option<PersonId>,
        reset.decided_at,
        reset.decision_reason.as_ref() as Option<&Text>,
        reset.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}
