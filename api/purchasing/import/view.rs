//! An import as its owner sees it, with what may be done with it and why not.
use access::{
    Action, Caller, Shown, Work,
    catalogue::{ConfirmImports, DiscardImports, MapImports, UndoImports},
};
use chrono::{DateTime, Utc};
use imports::{Column, Counts, FieldValue, Import, ImportId, ListedImport, MappedField, ProblemCount, State};
use kernel::{Error, Revision, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    ImportKind,
    standing::{Standing, Undo},
};
use crate::order::PersonNamed;

/// An import: the file, how it is read, and how its rows came out.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Import)]
pub struct ImportView {
    pub id: ImportId,
    pub kind: ImportKind,
    pub state: State,
    pub file_name: Text,
    #[schema(example = 48_213, minimum = 1, maximum = 10_485_760)]
    pub bytes: i32,
    /// Of the file as it was sent, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub sha256: String,
    /// `utf-8`, or `windows-1252` for a file that is not UTF-8.
    #[schema(example = "utf-8")]
    pub encoding: String,
    /// What stands between two cells: a comma, a semicolon, a tab or a bar.
    #[schema(example = ",", min_length = 1, max_length = 1)]
    pub delimiter: String,
    pub created_at: DateTime<Utc>,
    pub created_by: PersonNamed,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub undone_at: Option<DateTime<Utc>>,
    /// What an undo would do; null unless it can still be asked for.
    pub undo: Option<Undo>,
    #[schema(max_items = 64)]
    pub header: Vec<Column>,
    pub fields: Vec<MappedField>,
    #[schema(max_items = 1000)]
    pub values: Vec<FieldValue>,
    pub counts: Counts,
    /// The same problem counted, most frequent first, at most 50.
    #[schema(max_items = 50)]
    pub problems: Vec<ProblemCount>,
    pub actions: Vec<Action>,
    pub revision: Revision,
}

impl Shown for ImportView {
    fn revision(&self) -> Option<Revision> {
        Some(self.revision)
    }
}

impl ImportView {
    /// One that has made nothing, or nothing that can be taken back.
    pub(super) fn of(import: Import, caller: &Caller, now: DateTime<Utc>) -> Result<Self, Error> {
        let may_be_undone = import.may_be_undone(now);
        Self::with(import, caller, may_be_undone, None)
    }

    /// As it stands now, with what became of what it made.
    pub(super) async fn read<P>(work: &mut Work<'_, P>, import: Import) -> Result<Self, Error> {
        let Some(until) = import.undo_until().filter(|until| work.now() < *until) else {
            return Self::of(import, work.caller(), work.now());
        };
        let kind = ImportKind::of(&import.kind)?;
        let standing = Standing::read(work, kind, import.id).await?;
        let may_be_undone = kind.may_be_undone_by(work.caller()).and_then(|()| standing.may_be_undone());
        Self::with(import, work.caller(), may_be_undone, Some(Undo::of(&standing, until)))
    }

    // With the actions open to `caller`, decided by the rules that enforce them.
    fn with(
        import: Import,
        caller: &Caller,
        may_be_undone: Result<(), Error>,
        undo: Option<Undo>,
    ) -> Result<Self, Error> {
        let kind = ImportKind::of(&import.kind)?;
        let may_be_confirmed = import.may_be_confirmed(true).and_then(|()| kind.may_be_made_by(caller));
        let actions = vec![
            caller.action::<MapImports>(import.must_be_open()),
            caller.action::<ConfirmImports>(may_be_confirmed),
            caller.action::<DiscardImports>(import.must_be_open()),
            caller.action::<UndoImports>(may_be_undone),
        ];
        let fields = import.fields(kind.target());
        Ok(Self {
            id: import.id,
            kind,
            state: import.state,
            file_name: import.file.name,
            bytes: import.file.bytes,
            sha256: import.file.sha256,
            encoding: import.file.encoding,
            delimiter: import.file.delimiter,
            created_at: import.created_at,
            created_by: PersonNamed { id: import.created_by, name: import.created_by_name },
            confirmed_at: import.confirmed_at,
            undone_at: import.undone_at,
            undo,
            header: import.header,
            fields,
            values: import.mapping.values,
            counts: import.counts,
            problems: import.verdict.problems,
            actions,
            revision: import.revision,
        })
    }
}

/// An import in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportSummary {
    pub id: ImportId,
    pub kind: ImportKind,
    pub state: State,
    pub file_name: Text,
    #[schema(example = 48_213, minimum = 1, maximum = 10_485_760)]
    pub bytes: i32,
    pub created_at: DateTime<Utc>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub undone_at: Option<DateTime<Utc>>,
    pub counts: Counts,
    pub revision: Revision,
}

impl ImportSummary {
    pub(super) fn of(row: ListedImport) -> Result<Self, Error> {
        let counts = row.counts();
        Ok(Self {
            id: row.id,
            kind: ImportKind::of(&row.kind)?,
            state: row.state,
            file_name: row.file_name,
            bytes: row.bytes,
            created_at: row.created_at,
            confirmed_at: row.confirmed_at,
            undone_at: row.undone_at,
            counts,
            revision: row.revision,
        })
    }
}
