//! Every statement on access reviews; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::Tx;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Error, Name, PersonId, Revision, Text};
use sqlx::{Postgres, QueryBuilder};

use super::{AccessReview, AccessReviewId, AccessReviewProgress, AccessReviewState, line::store::held_since};
use crate::refusals;

#[derive(sqlx::FromRow)]
struct Row {
    id: AccessReviewId,
    name: Name,
    due_on: NaiveDate,
    state: AccessReviewState,
    started_by: PersonId,
    started_by_name: Name,
    started_at: DateTime<Utc>,
    lines: i32,
    guarded: i32,
    kept: i32,
    taken: i32,
    gone: i32,
    ended_by: Option<PersonId>,
    ended_by_name: Option<Name>,
    ended_at: Option<DateTime<Utc>>,
    end_reason: Option<Text>,
    digest: Option<String>,
    revision: Revision,
}

/// What a reminder is made of.
pub(super) struct Standing {
    pub last_signed_off_at: Option<DateTime<Utc>>,
    /// When somebody was given something first.
    pub first_given_at: Option<DateTime<Utc>>,
    pub open_id: Option<AccessReviewId>,
}

const SELECT: &str = concat!(
    "
    select v.id, v.name, v.due_on, v.state,
           v.started_by, (select p.name from tenant.person p where p.org_id = v.org_id and p.id = v.started_by) as started_by_name, v.started_at,
           v.lines, v.guarded, v.kept, v.taken,
           case when v.state = 'open' then (
               select count(*)::int
               from tenant.access_review_line l
               where l.org_id = v.org_id and l.review_id = v.id and l.state = 'open' and l.granted_at is distinct from ",
    held_since!(),
    ") else v.gone end as gone,
           v.ended_by, (select p.name from tenant.person p where p.org_id = v.org_id and p.id = v.ended_by) as ended_by_name, v.ended_at,
           v.end_reason, encode(v.digest, 'hex') as digest, v.revision
    from tenant.access_review v
    where v.org_id = (select door.org_id())"
);

pub(super) async fn page(
    tx: &mut Tx,
    state: Option<AccessReviewState>,
    before: Option<AccessReviewId>,
    rows: i64,
) -> Result<Vec<AccessReview>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    if let Some(state) = state {
        query.push(" and v.state = ").push_bind(state);
    }
    if let Some(before) = before {
        query.push(" and v.id < ").push_bind(before);
    }
    query.push(" order by v.id desc limit ").push_bind(rows);
    let rows: Vec<Row> = query.build_query_as().fetch_all(tx.connection()?).await?;
    Ok(rows.into_iter().map(Row::review).collect())
}

pub(super) async fn find(tx: &mut Tx, id: AccessReviewId) -> Result<AccessReview, Error> {
    one(tx, id, "").await
}

pub(super) async fn lock(tx: &mut Tx, id: AccessReviewId) -> Result<AccessReview, Error> {
    one(tx, id, " for update of v").await
}

async fn one(tx: &mut Tx, id: AccessReviewId, lock: &'static str) -> Result<AccessReview, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and v.id = ").push_bind(id).push(lock);
    let found: Option<Row> = query.build_query_as().fetch_optional(tx.connection()?).await?;
    found.map(Row::review).ok_or_else(Error::not_found)
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: AccessReviewId,
    name: &Name,
    due_on: NaiveDate,
    (by, at): (PersonId, DateTime<Utc>),
) -> Result<(), Error> {
    let entered = sqlx::query!(
        "insert into tenant.access_review (org_id, id, name, due_on, started_by, started_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5)",
        id as AccessReviewId,
        name as &Name,
        due_on,
        by as PersonId,
        at,
    )
    .execute(tx.connection()?)
    .await;
    entered.map(drop).map_err(|error| match error.as_database_error().and_then(|error| error.constraint()) {
        Some("access_review_open") => refusals::REVIEW_RUNNING.into(),
        _ => error.into(),
    })
}

/// Keeps how many lines there are, and how many hold something guarded.
pub(super) async fn save_lines(tx: &mut Tx, id: AccessReviewId) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.access_review v
        set lines = c.lines, guarded = c.guarded
        from (
            select count(*)::int as lines, (count(*) filter (where cardinality(l.guarded) > 0))::int as guarded
            from tenant.access_review_line l
            where l.review_id = $1
        ) c
        where v.id = $1",
        id as AccessReviewId,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// Counts what was decided anew.
pub(super) async fn recount(tx: &mut Tx, id: AccessReviewId) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.access_review v
        set kept = c.kept, taken = c.taken, revision = v.revision + 1
        from (
            select (count(*) filter (where l.state = 'kept'))::int as kept, (count(*) filter (where l.state = 'taken'))::int as taken
            from tenant.access_review_line l
            where l.review_id = $1
        ) c
        where v.id = $1",
        id as AccessReviewId,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn save_sign_off(
    tx: &mut Tx,
    id: AccessReviewId,
    (by, at): (PersonId, DateTime<Utc>),
    digest: &[u8],
) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.access_review v
        set state = 'signed_off', ended_by = $2, ended_at = $3, digest = $4, kept = c.kept, taken = c.taken, gone = c.gone, revision = v.revision + 1
        from (
            select (count(*) filter (where l.state = 'kept'))::int as kept, (count(*) filter (where l.state = 'taken'))::int as taken,
                   (count(*) filter (where l.state = 'gone'))::int as gone
            from tenant.access_review_line l
            where l.review_id = $1
        ) c
        where v.id = $1",
        id as AccessReviewId,
        by as PersonId,
        at,
        digest,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn save_cancelled(
    tx: &mut Tx,
    id: AccessReviewId,
    (by, at): (PersonId, DateTime<Utc>),
    reason: &Text,
) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.access_review
        set state = 'cancelled', ended_by = $2, ended_at = $3, end_reason = $4, revision = revision + 1
        where id = $1",
        id as AccessReviewId,
        by as PersonId,
        at,
        reason as &Text,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn standing(tx: &mut Tx) -> Result<Standing, Error> {
    let found = sqlx::query_as!(
        Standing,
        r#"
        select s.last_signed_off_at, case when s.last_signed_off_at is null then (select min(g.granted_at) from tenant.permission_grant g) end as first_given_at,
               (select v.id from tenant.access_review v where v.state = 'open') as "open_id: AccessReviewId"
        from (select max(v.ended_at) as last_signed_off_at from tenant.access_review v where v.state = 'signed_off') s
        "#
    );
    Ok(found.fetch_one(tx.connection()?).await?)
}

impl Row {
    fn review(self) -> AccessReview {
        let Self { lines, guarded, kept, taken, gone, .. } = self;
        // Of a review that was cancelled nothing is to be decided either, but its lines stand as they stood.
        let open = lines.saturating_sub(kept).saturating_sub(taken).saturating_sub(gone);
        AccessReview {
            id: self.id,
            name: self.name,
            due_on: self.due_on,
            state: self.state,
            started_by: self.started_by,
            started_by_name: self.started_by_name,
            started_at: self.started_at,
            progress: AccessReviewProgress { lines, open, kept, taken, gone, guarded },
            ended_by: self.ended_by,
            ended_by_name: self.ended_by_name,
            ended_at: self.ended_at,
            end_reason: self.end_reason,
            digest: self.digest,
            revision: self.revision,
        }
    }
}
