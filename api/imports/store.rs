//! Every statement on imports; the policies add the tenant to each, and each says whose the import is.
mod mappings;
mod rows;

use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{Error, Name, PersonId, Revision, Text};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::{Postgres, QueryBuilder, error::DatabaseError};

use crate::{
    Column, Counts, Format, Import, ImportId, ListedImport, Mapping, SheetRow, SourceFile, State, Tally, Wanted,
    import::{FileFacts, Verdict},
    refusals,
};

pub use mappings::{forget, kept, kept_for, remember};
pub use rows::{RowFound, keep_found, made, page_of_rows, problem_rows, rows_of_part};

struct Stored {
    id: ImportId,
    kind: String,
    state: State,
    file_name: Text,
    bytes: i32,
    sha256: String,
    format: Format,
    encoding: Option<String>,
    delimiter: Option<String>,
    sheet_name: Option<String>,
    notes: Value,
    header: Value,
    mapping: Value,
    verdict: Value,
    row_count: i32,
    ready_count: i32,
    warning_count: i32,
    problem_count: i32,
    repeated_count: i32,
    document_count: i32,
    created_by: PersonId,
    created_by_name: Name,
    created_at: DateTime<Utc>,
    confirmed_at: Option<DateTime<Utc>>,
    undone_at: Option<DateTime<Utc>>,
    revision: Revision,
}

// The one projection of an import, and with it who sees one: whoever uploaded it.
macro_rules! select {
    ($tx:expr, $id:expr, $locking:tt) => {
        sqlx::query_as!(
            Stored,
            r#"
            select i.id as "id: ImportId", i.kind, i.state as "state: State", i.file_name as "file_name: Text", i.bytes,
                encode(i.sha256, 'hex') as "sha256!", i.format as "format: Format", i.encoding, i.delimiter, i.sheet_name, i.notes, i.header, i.mapping, i.verdict, i.row_count,
                i.ready_count, i.warning_count, i.problem_count, i.repeated_count, i.document_count,
                i.created_by as "created_by: PersonId", p.name as "created_by_name: Name", i.created_at, i.confirmed_at,
                i.undone_at, i.revision as "revision: Revision"
            from tenant.import i
            join tenant.person p on (p.org_id, p.id) = (i.org_id, i.created_by)
            where i.id = $1 and i.created_by = (select door.person_id())
            "# + $locking,
            $id.0
        )
        .fetch_optional($tx.connection()?)
        .await?
        .ok_or_else(Error::not_found)
        .and_then(Import::try_from)
    };
}

/// An import of the caller.
pub async fn find(tx: &mut Tx, id: ImportId) -> Result<Import, Error> {
    select!(tx, id, "")
}

/// The same, to change it.
pub async fn lock(tx: &mut Tx, id: ImportId) -> Result<Import, Error> {
    select!(tx, id, "for update of i")
}

/// A file whose rows were kept, to be tried.
#[derive(Debug)]
pub struct NewImport<'a> {
    pub id: ImportId,
    pub kind: &'static str,
    pub name: Text,
    pub file: &'a SourceFile,
    pub mapping: &'a Mapping,
}

/// Keeps the rows of a part of a file that is being read.
pub(crate) async fn insert_part(tx: &mut Tx, id: ImportId, part: i32, rows: &[SheetRow]) -> Result<(), Error> {
    rows::insert(tx, id, part, rows).await
}

/// Keeps a new import, whose rows are kept.
pub async fn insert(tx: &mut Tx, new: NewImport<'_>) -> Result<Import, Error> {
    let NewImport { id, kind, name, file, mapping } = new;
    let at = tx.now();
    sqlx::query!(
        "
        insert into tenant.import (
            org_id, id, kind, state, file_name, bytes, sha256, format, encoding, delimiter, sheet_name, notes, header, mapping,
            verdict, row_count, ready_count, warning_count, problem_count, repeated_count, document_count, created_by,
            created_at, revision)
        values ((select door.org_id()), $1, $2, 'uploaded', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, 0, 0,
            0, 0, (select door.person_id()), $15, 1)
        ",
        id.0,
        kind,
        name.as_str(),
        i32::try_from(file.bytes)?,
        file.sha256.as_slice(),
        file.format.code(),
        file.encoding,
        file.delimiter.map(String::from),
        file.sheet_name,
        serde_json::to_value(&file.notes)?,
        serde_json::to_value(&file.header)?,
        serde_json::to_value(mapping)?,
        serde_json::to_value(Verdict::default())?,
        i32::try_from(file.rows)?,
        at
    )
    .execute(tx.connection()?)
    .await?;
    find(tx, id).await
}

/// Keeps that it was tried for the first time, which nobody's change is.
pub async fn save_first_trial(tx: &mut Tx, import: Import, tally: &Tally) -> Result<Import, Error> {
    put(tx, Import { state: State::Tried, ..import }.tried_again(tally)).await
}

/// Keeps another mapping and what the rows came to by it.
pub async fn save_trial(tx: &mut Tx, import: Import, tally: &Tally) -> Result<Import, Error> {
    save(tx, Import { state: State::Tried, ..import }.tried_again(tally)).await
}

/// Ends it as confirmed.
pub async fn confirm(tx: &mut Tx, import: Import) -> Result<Import, Error> {
    let confirmed_at = Some(tx.now());
    save(tx, Import { state: State::Confirmed, confirmed_at, ..import }).await
}

/// Ends it as discarded, and deletes its rows with what was shown of them.
pub async fn discard(tx: &mut Tx, import: Import) -> Result<Import, Error> {
    rows::delete(tx, import.id).await?;
    let header = import.header.into_iter().map(|column| Column { examples: Vec::new(), ..column }).collect();
    save(tx, Import { state: State::Discarded, header, verdict: Verdict::default(), ..import }).await
}

/// Ends it as undone; its rows and what they became stay.
pub async fn undo(tx: &mut Tx, import: Import) -> Result<Import, Error> {
    let undone_at = Some(tx.now());
    save(tx, Import { state: State::Undone, undone_at, ..import }).await
}

async fn save(tx: &mut Tx, import: Import) -> Result<Import, Error> {
    put(tx, Import { revision: import.revision.next(), ..import }).await
}

async fn put(tx: &mut Tx, import: Import) -> Result<Import, Error> {
    let counts = import.counts;
    sqlx::query!(
        "
        update tenant.import
        set state = $2, mapping = $3, verdict = $4, ready_count = $5, warning_count = $6, problem_count = $7,
            repeated_count = $8, document_count = $9, confirmed_at = $10, revision = $11, header = $12, undone_at = $13
        where id = $1
        ",
        import.id.0,
        import.state.code(),
        serde_json::to_value(&import.mapping)?,
        serde_json::to_value(&import.verdict)?,
        counts.ready,
        counts.warnings,
        counts.problems,
        counts.repeated,
        counts.documents,
        import.confirmed_at,
        import.revision.0,
        serde_json::to_value(&import.header)?,
        import.undone_at
    )
    .execute(tx.connection()?)
    .await?;
    Ok(import)
}

/// Lets one import of an organisation be confirmed at a time, so that two of one file cannot both find its numbers free.
pub async fn take_turn(tx: &mut Tx) -> Result<(), Error> {
    sqlx::query!("select org_id from tenant.organisation for no key update nowait")
        .fetch_one(tx.connection()?)
        .await
        .map_err(|error| match error.as_database_error().and_then(DatabaseError::code).as_deref() {
        Some("55P03") => refusals::IMPORT_UNDER_WAY.into(),
        Some(_) | None => Error::from(error),
    })?;
    Ok(())
}

/// The caller's imports that are wanted, newest first.
pub async fn page(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<ListedImport>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(
        "select id, kind, state, file_name, bytes, row_count, ready_count, warning_count, problem_count, repeated_count,
            document_count, created_at, confirmed_at, undone_at, revision
        from tenant.import
        where created_by = (select door.person_id())",
    );
    if let Some(kind) = wanted.kind {
        query.push(" and kind = ").push_bind(kind);
    }
    if let Some(state) = wanted.state {
        query.push(" and state = ").push_bind(state.code());
    }
    if let Some((created_at, id)) = wanted.after {
        query.push(" and (created_at, id) < (").push_bind(created_at).push(", ").push_bind(id).push(")");
    }
    query.push(" order by created_at desc, id desc limit ").push_bind(wanted.rows);
    Ok(query.build_query_as().fetch_all(tx.connection()?).await?)
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    Ok(serde_json::from_value(value)?)
}

impl TryFrom<Stored> for Import {
    type Error = Error;

    fn try_from(row: Stored) -> Result<Self, Error> {
        let verdict: Verdict = read(row.verdict)?;
        Ok(Self {
            id: row.id,
            kind: row.kind,
            state: row.state,
            file: FileFacts {
                name: row.file_name,
                bytes: row.bytes,
                sha256: row.sha256,
                format: row.format,
                encoding: row.encoding,
                delimiter: row.delimiter,
                sheet_name: row.sheet_name,
                notes: read(row.notes)?,
            },
            header: read(row.header)?,
            mapping: read(row.mapping)?,
            verdict,
            counts: Counts {
                rows: row.row_count,
                ready: row.ready_count,
                warnings: row.warning_count,
                problems: row.problem_count,
                repeated: row.repeated_count,
                documents: row.document_count,
            },
            created_by: row.created_by,
            created_by_name: row.created_by_name,
            created_at: row.created_at,
            confirmed_at: row.confirmed_at,
            undone_at: row.undone_at,
            revision: row.revision,
        })
    }
}
