//! An import as its owner sees it, with what may be done with it and why not.
use access::{
    Action, Caller, Shown, Work,
    catalogue::{ConfirmImports, DiscardImports, ForgetImportMappings, MapImports, UndoImports},
};
use chrono::{DateTime, Utc};
use imports::{
    Column, Counts, FieldValue, Format, Import, ImportId, KeptMapping, ListedImport, MappedField, NOTHING_REMEMBERED,
    Note, ProblemCount, State,
};
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
    pub format: Format,
    /// Of a CSV file: `utf-8`, or `windows-1252` for one that is not UTF-8.
    #[schema(example = "utf-8")]
    pub encoding: Option<String>,
    /// Of a CSV file: what stands between two cells, a comma, a semicolon, a tab or a bar.
    #[schema(example = ",", min_length = 1, max_length = 1)]
    pub delimiter: Option<String>,
    /// Of a workbook: the sheet that was read.
    #[schema(example = "Orders")]
    pub sheet: Option<String>,
    /// What its rows do not show: sheets that were not read, what is hidden or merged. At most 4.
    #[schema(max_items = 4)]
    pub notes: Vec<Note>,
    pub created_at: DateTime<Utc>,
    pub created_by: PersonNamed,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub undone_at: Option<DateTime<Utc>>,
    /// What an undo would do; null unless it can still be asked for.
    pub undo: Option<Undo>,
    /// The mapping that the organisation keeps for files of this header; null when it keeps none.
    pub remembered: Option<RememberedMapping>,
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
    /// As it stands now, with what became of what it made, and with what the organisation keeps for files like its.
    pub(super) async fn read<P>(work: &mut Work<'_, P>, import: Import) -> Result<Self, Error> {
        let kind = ImportKind::of(&import.kind)?;
        let kept = imports::kept(work, &import).await?;
        let (may_be_undone, undo) = match import.may_be_undone(work.now()) {
            Err(why) => (Err(why), None),
            Ok(until) => {
                let standing = Standing::read(work, kind, import.id).await?;
                let rule = kind.may_be_undone_by(work.caller()).and_then(|()| standing.may_be_undone());
                (rule, Some(Undo::of(&standing, until)))
            }
        };
        Ok(Self::of(import, kind, work.caller(), Around { kept, may_be_undone, undo }))
    }

    // With the actions open to `caller`, decided by the rules that enforce them.
    fn of(import: Import, kind: ImportKind, caller: &Caller, around: Around) -> Self {
        let Around { kept, may_be_undone, undo } = around;
        let may_be_forgotten = if kept.is_some() { Ok(()) } else { Err(NOTHING_REMEMBERED) };
        let may_be_confirmed = import.may_be_confirmed(true).and_then(|()| kind.may_be_made_by(caller));
        let actions = vec![
            caller.action::<MapImports>(import.must_be_open()),
            caller.action::<ConfirmImports>(may_be_confirmed),
            caller.action::<DiscardImports>(import.must_be_open()),
            caller.action::<UndoImports>(may_be_undone),
            caller.action::<ForgetImportMappings>(may_be_forgotten),
        ];
        let fields = import.fields(kind.target());
        Self {
            id: import.id,
            kind,
            state: import.state,
            file_name: import.file.name,
            bytes: import.file.bytes,
            sha256: import.file.sha256,
            format: import.file.format,
            encoding: import.file.encoding,
            delimiter: import.file.delimiter,
            sheet: import.file.sheet_name,
            notes: import.file.notes,
            created_at: import.created_at,
            created_by: PersonNamed { id: import.created_by, name: import.created_by_name },
            confirmed_at: import.confirmed_at,
            undone_at: import.undone_at,
            undo,
            remembered: kept.map(RememberedMapping::of),
            header: import.header,
            fields,
            values: import.mapping.values,
            counts: import.counts,
            problems: import.verdict.problems,
            actions,
            revision: import.revision,
        }
    }
}

// What is known of an import beside the import itself.
struct Around {
    kept: Option<KeptMapping>,
    may_be_undone: Result<(), Error>,
    undo: Option<Undo>,
}

/// A mapping that is kept for files of one header, and since when.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportRememberedMapping)]
pub struct RememberedMapping {
    pub saved_at: DateTime<Utc>,
    pub saved_by: PersonNamed,
}

impl RememberedMapping {
    fn of(kept: KeptMapping) -> Self {
        Self { saved_at: kept.saved_at, saved_by: PersonNamed { id: kept.saved_by, name: kept.saved_by_name } }
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
