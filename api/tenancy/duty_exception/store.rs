//! Every statement on exceptions, which the acts that they speak of write by themselves; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{DocumentId, Error, Name, PersonId, Revision, Text};
use sqlx::{Postgres, QueryBuilder};

use super::{DutyException, DutyExceptionId, DutyExceptionState, ExceptedDocument};
use crate::duty::DutyPair;

#[derive(sqlx::FromRow)]
struct Row {
    id: DutyExceptionId,
    pair: DutyPair,
    document_kind: ExceptedDocument,
    document_id: DocumentId,
    document_name: Name,
    person_id: PersonId,
    person_name: Name,
    reviewer_id: PersonId,
    reviewer_name: Name,
    happened_at: DateTime<Utc>,
    due_at: DateTime<Utc>,
    state: DutyExceptionState,
    reviewed_by: Option<PersonId>,
    reviewed_by_name: Option<Name>,
    reviewed_at: Option<DateTime<Utc>>,
    note: Option<Text>,
    revision: Revision,
}

// Names are looked up row by row, so that a page keeps its order.
const SELECT: &str = "
    select e.id, e.pair, e.document_kind, e.document_id, e.document_name,
           e.person_id, (select p.name from tenant.person p where p.org_id = e.org_id and p.id = e.person_id) as person_name,
           e.reviewer_id, (select p.name from tenant.person p where p.org_id = e.org_id and p.id = e.reviewer_id) as reviewer_name,
           e.happened_at, e.due_at, e.state,
           e.reviewed_by, (select p.name from tenant.person p where p.org_id = e.org_id and p.id = e.reviewed_by) as reviewed_by_name, e.reviewed_at,
           e.note, e.revision
    from tenant.duty_exception e
    where e.org_id = (select door.org_id())";

/// Which exceptions.
pub(super) struct Filter {
    pub state: Option<DutyExceptionState>,
    pub is_overdue: Option<bool>,
    pub before: Option<DutyExceptionId>,
    pub rows: i64,
}

pub(super) async fn page(tx: &mut Tx, filter: Filter) -> Result<Vec<DutyException>, Error> {
    let at = tx.now();
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    if let Some(state) = filter.state {
        query.push(" and e.state = ").push_bind(state);
    }
    if let Some(is_overdue) = filter.is_overdue {
        query.push(" and (e.state = 'open' and e.due_at <= ").push_bind(at).push(") = ").push_bind(is_overdue);
    }
    if let Some(before) = filter.before {
        query.push(" and e.id < ").push_bind(before);
    }
    query.push(" order by e.id desc limit ").push_bind(filter.rows);
    let rows: Vec<Row> = query.build_query_as().fetch_all(tx.connection()?).await?;
    Ok(rows.into_iter().map(DutyException::from).collect())
}

pub(super) async fn lock(tx: &mut Tx, id: DutyExceptionId) -> Result<DutyException, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and e.id = ").push_bind(id).push(" for update of e");
    let found: Option<Row> = query.build_query_as().fetch_optional(tx.connection()?).await?;
    found.map(DutyException::from).ok_or_else(Error::not_found)
}

pub(super) async fn save(tx: &mut Tx, exception: &DutyException) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.duty_exception set state = $2, reviewed_by = $3, reviewed_at = $4, note = $5, revision = $6 where id = $1",
        exception.id as DutyExceptionId,
        exception.state as DutyExceptionState,
        exception.reviewed_by as Option<PersonId>,
        exception.reviewed_at,
        exception.note.as_ref() as Option<&Text>,
        exception.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

impl From<Row> for DutyException {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            pair: row.pair,
            document_kind: row.document_kind,
            document_id: row.document_id,
            document_name: row.document_name,
            person_id: row.person_id,
            person_name: row.person_name,
            reviewer_id: row.reviewer_id,
            reviewer_name: row.reviewer_name,
            happened_at: row.happened_at,
            due_at: row.due_at,
            state: row.state,
            reviewed_by: row.reviewed_by,
            reviewed_by_name: row.reviewed_by_name,
            reviewed_at: row.reviewed_at,
            note: row.note,
            revision: row.revision,
        }
    }
}
