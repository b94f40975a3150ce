//! Every statement on the drafts of the policy.
use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{Error, Name, Note, PersonId, Revision};
use sqlx::types::Json;

use super::{Content, Deed, Draft, DraftStatus, PolicyDraftId};
use crate::{Policy, PolicyVersionId};

struct DraftRow {
    id: PolicyDraftId,
    name: Name,
    note: Option<Note>,
    based_on: PolicyVersionId,
    definition: Json<Policy>,
    status: DraftStatus,
    created_by: PersonId,
    created_at: DateTime<Utc>,
    edited_by: PersonId,
    edited_at: DateTime<Utc>,
    changed_by: Vec<PersonId>,
    proposed_by: Option<PersonId>,
    proposed_at: Option<DateTime<Utc>>,
    returned_by: Option<PersonId>,
    returned_at: Option<DateTime<Utc>>,
    returned_because: Option<Note>,
    closed_by: Option<PersonId>,
    closed_at: Option<DateTime<Utc>>,
    revision: Revision,
}

// A macro, for a checked statement is a literal; the columns stand here once.
macro_rules! select {
    ($tail:literal $(, $value:expr)*) => {
        sqlx::query_as!(
            DraftRow,
            r#"select id as "id: PolicyDraftId", name as "name: Name", note as "note: Note", based_on_id as "based_on: PolicyVersionId",
                definition as "definition: Json<Policy>", status as "status: DraftStatus", created_by as "created_by: PersonId", created_at,
                edited_by as "edited_by: PersonId", edited_at, changed_by as "changed_by: Vec<PersonId>",
                proposed_by as "proposed_by: PersonId", proposed_at, returned_by as "returned_by: PersonId", returned_at,
                returned_because as "returned_because: Note", closed_by as "closed_by: PersonId", closed_at, revision as "revision: Revision"
            from tenant.approval_policy_draft
            "# + $tail
            $(, $value)*
        )
    };
}

/// A draft, if the caller's organisation has it.
pub(crate) async fn seek(tx: &mut Tx, id: PolicyDraftId) -> Result<Option<Draft>, Error> {
    let row = select!("where id = $1", id.0).fetch_optional(tx.connection()?).await?;
    Ok(row.map(Draft::from))
}

/// A draft that must be there.
pub(crate) async fn find(tx: &mut Tx, id: PolicyDraftId) -> Result<Draft, Error> {
    seek(tx, id).await?.ok_or_else(Error::not_found)
}

/// A draft, to change it.
pub(crate) async fn lock(tx: &mut Tx, id: PolicyDraftId) -> Result<Draft, Error> {
    let row = select!("where id = $1 for update", id.0).fetch_optional(tx.connection()?).await?;
    row.map(Draft::from).ok_or_else(Error::not_found)
}

/// A page of drafts, the newest first.
pub(crate) async fn page(
    tx: &mut Tx,
    status: Option<DraftStatus>,
    before: Option<PolicyDraftId>,
    limit: i64,
) -> Result<Vec<Draft>, Error> {
    let rows = select!(
        "where ($1::text is null or status = $1) and ($2::uuid is null or id < $2) order by id desc limit $3",
        status.map(DraftStatus::code),
        before.map(|id| id.0),
        limit
    );
    Ok(rows.fetch_all(tx.connection()?).await?.into_iter().map(Draft::from).collect())
}

/// How many are being written or wait to be published.
pub(crate) async fn count_open(tx: &mut Tx) -> Result<i64, Error> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from tenant.approval_policy_draft where status in ('open', 'proposed')"#
    );
    Ok(count.fetch_one(tx.connection()?).await?)
}

/// Enters a new draft.
pub(crate) async fn insert(tx: &mut Tx, draft: &Draft) -> Result<(), Error> {
    let content = &draft.content;
    sqlx::query!(
        "insert into tenant.approval_policy_draft (
            org_id, id, name, note, based_on_id, definition, status, created_by, created_at, edited_by, edited_at, changed_by, revision
        ) values ((select door.org_id()), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        draft.id.0,
        content.name.as_str(),
        content.note.as_ref().map(Note::as_str),
        content.based_on.0,
        Json(&content.definition) as _,
        draft.status.code(),
        draft.created.by.0,
        draft.created.at,
        draft.edited.by.0,
        draft.edited.at,
        &draft.changed_by as _,
        draft.revision.0,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// Saves a draft that was locked.
pub(crate) async fn save(tx: &mut Tx, draft: &Draft) -> Result<(), Error> {
    let content = &draft.content;
    let returned = draft.returned.as_ref();
    sqlx::query!(
        "update tenant.approval_policy_draft
        set name = $2, note = $3, based_on_id = $4, definition = $5, status = $6, edited_by = $7, edited_at = $8, changed_by = $9,
            proposed_by = $10, proposed_at = $11, returned_by = $12, returned_at = $13, returned_because = $14,
            closed_by = $15, closed_at = $16, revision = $17
        where id = $1",
        draft.id.0,
        content.name.as_str(),
        content.note.as_ref().map(Note::as_str),
        content.based_on.0,
        Json(&content.definition) as _,
        draft.status.code(),
        draft.edited.by.0,
        draft.edited.at,
        &draft.changed_by as _,
        draft.proposed.map(|deed| deed.by.0),
        draft.proposed.map(|deed| deed.at),
        returned.map(|(deed, _)| deed.by.0),
        returned.map(|(deed, _)| deed.at),
        returned.map(|(_, because)| because.as_str()),
        draft.closed.map(|deed| deed.by.0),
        draft.closed.map(|deed| deed.at),
        draft.revision.0,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

impl From<DraftRow> for Draft {
    fn from(row: DraftRow) -> Self {
        let deed = |(by, at)| Deed { by, at };
        let returned = row.returned_by.zip(row.returned_at).map(deed).zip(row.returned_because);
        Self {
            id: row.id,
            content: Content { name: row.name, note: row.note, based_on: row.based_on, definition: row.definition.0 },
            status: row.status,
            created: Deed { by: row.created_by, at: row.created_at },
            edited: Deed { by: row.edited_by, at: row.edited_at },
            changed_by: row.changed_by,
            proposed: row.proposed_by.zip(row.proposed_at).map(deed),
            returned,
            closed: row.closed_by.zip(row.closed_at).map(deed),
            revision: row.revision,
        }
    }
}
