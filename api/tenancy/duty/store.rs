//! Every statement on duties; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{Error, Name, PersonId, Revision, Text};
use sqlx::{Postgres, QueryBuilder};

use super::{Duty, DutyMode, DutyPair};

#[derive(sqlx::FromRow)]
struct Row {
    pair: DutyPair,
    mode: DutyMode,
    reviewer_id: Option<PersonId>,
    reviewer_name: Option<Name>,
    reviewer_stands: bool,
    reason: Option<Text>,
    set_by: Option<PersonId>,
    set_by_name: Option<Name>,
    set_at: Option<DateTime<Utc>>,
    revision: Revision,
}

const SELECT: &str = "
    select d.pair, d.mode, d.reviewer_id,
           (select p.name from tenant.person p where p.org_id = d.org_id and p.id = d.reviewer_id) as reviewer_name,
           d.mode = 'detect' and tenant.may_review_duties(d.reviewer_id) as reviewer_stands, d.reason,
           d.set_by, (select p.name from tenant.person p where p.org_id = d.org_id and p.id = d.set_by) as set_by_name, d.set_at, d.revision
    from tenant.duty d
    where d.org_id = (select door.org_id())";

/// All that are kept apart, and what was said of them.
pub(super) async fn all(tx: &mut Tx) -> Result<Vec<Duty>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    let rows: Vec<Row> = query.build_query_as().fetch_all(tx.connection()?).await?;
    let mut set: Vec<Duty> = rows.into_iter().map(Duty::from).collect();
    let of = |pair: DutyPair| {
        let said = set.iter().position(|duty| duty.pair == pair).map(|place| set.swap_remove(place));
        said.unwrap_or_else(|| Duty::apart(pair))
    };
    Ok(DutyPair::ALL.into_iter().map(of).collect())
}

/// One of them, to set it; what nobody spoke of is written down as it is.
pub(super) async fn lock(tx: &mut Tx, pair: DutyPair) -> Result<Duty, Error> {
    sqlx::query!(
        "insert into tenant.duty (org_id, pair, mode) values ((select door.org_id()), $1, 'prevent') on conflict do nothing",
        pair.code()
    )
    .execute(tx.connection()?)
    .await?;
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and d.pair = ").push_bind(pair.code()).push(" for update of d");
    let row: Row = query.build_query_as().fetch_one(tx.connection()?).await?;
    Ok(row.into())
}

/// Whether somebody of this organisation may be named: an active owner or auditor, who may review exceptions.
pub(super) async fn may_review(tx: &mut Tx, person: PersonId) -> Result<bool, Error> {
    let stands = sqlx::query_scalar!(r#"select tenant.may_review_duties($1) as "stands!""#, person as PersonId);
    Ok(stands.fetch_one(tx.connection()?).await?)
}

/// Saves one that was locked.
pub(super) async fn save(tx: &mut Tx, duty: &Duty) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.duty set mode = $2, reviewer_id = $3, reason = $4, set_by = $5, set_at = $6, revision = $7 where pair = $1",
        duty.pair.code(),
        duty.mode as DutyMode,
        duty.reviewer_id as Option<PersonId>,
        duty.reason.as_ref() as Option<&Text>,
        duty.set_by as Option<PersonId>,
        duty.set_at,
        duty.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

impl From<Row> for Duty {
    fn from(row: Row) -> Self {
        Self {
            mode: row.mode,
            reviewer_id: row.reviewer_id,
            reviewer_name: row.reviewer_name,
            reviewer_stands: row.reviewer_stands,
            reason: row.reason,
            set_by: row.set_by,
            set_by_name: row.set_by_name,
            set_at: row.set_at,
            revision: row.revision,
            ..Self::apart(row.pair)
        }
    }
}
