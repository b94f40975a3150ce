//! An import as its owner sees it, with what may be done with it and why not.
use access::{
    Action, Caller, Changed, JobStanding, Shown, Work,
    catalogue::{CancelImports, ConfirmImports, DiscardImports, ForgetImportMappings, MapImports, UndoImports},
};
use chrono::{DateTime, Utc};
use imports::{
    Column, Counts, FieldValue, Format, IMPORT_BUSY, Import, ImportId, KeptMapping, ListedImport, MappedField,
    NOTHING_REMEMBERED, NOTHING_TO_CANCEL, Note, ProblemCount, State,
};
use kernel::{Error, Revision, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    ImportKind,
    job::JobView,
    standing::{StandingOfAll, Undo},
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
    #[schema(example = 48_213, minimum = 1, maximum = 52_428_800)]
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
    /// What works on it beside the requests, or came to nothing since it last changed; null when all is done.
    pub job: Option<JobView>,
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
        let job = work.job_of(import.id.0).await?;
        Self::beside(work, import, job).await
    }

    /// The same, with how its job stood before the import was read: one that ends between the two is seen once more, and
    /// never an import as it was without the job that changed it.
    pub(super) async fn beside<P>(
        work: &mut Work<'_, P>,
        import: Import,
        job: Option<JobStanding>,
    ) -> Result<Self, Error> {
        let kind = ImportKind::of(&import.kind)?;
        let kept = imports::kept(work, &import).await?;
        let is_busy = job.as_ref().is_some_and(JobStanding::is_under_way);
        let (may_be_undone, undo) = match import.may_be_undone(work.now()) {
            Err(why) => (Err(why), None),
            // While it is taken back, what it would take back is no question, and looking is work.
            Ok(_) if is_busy => (Ok(()), None),
            Ok(until) => {
                let standing = StandingOfAll::read(work, kind, &import).await?;
                let rule = kind.may_be_undone_by(work.caller()).and_then(|()| standing.may_be_undone());
                (rule, Some(Undo::of(standing, until)))
            }
        };
        let job = job.map(JobView::of).transpose()?;
        Ok(Self::of(import, kind, work.caller(), Around { kept, may_be_undone, undo, job, is_busy }))
    }

    /// The same of a change of it.
    pub(super) async fn of_changed<P>(
        work: &mut Work<'_, P>,
        changed: Changed<Import>,
    ) -> Result<Changed<Self>, Error> {
        let shown = Self::read(work, changed.value.clone()).await?;
        Ok(changed.map(|_| shown))
    }

    // With the actions open to `caller`, decided by the rules that enforce them.
    fn of(import: Import, kind: ImportKind, caller: &Caller, around: Around) -> Self {
        let Around { kept, may_be_undone, undo, job, is_busy } = around;
        // A job comes before any other reason: nothing else is open until it is done.
        let idle = |rule: Result<(), Error>| if is_busy { Err(IMPORT_BUSY.into()) } else { rule };
        let may_be_cancelled = if is_busy { Ok(()) } else { Err(NOTHING_TO_CANCEL) };
        let may_be_forgotten = if kept.is_some() { Ok(()) } else { Err(NOTHING_REMEMBERED) };
        let may_be_confirmed = import.may_be_confirmed(true).and_then(|()| kind.may_be_made_by(caller));
        let actions = vec![
            caller.action::<MapImports>(idle(import.must_be_open())),
            caller.action::<ConfirmImports>(idle(may_be_confirmed)),
            caller.action::<DiscardImports>(idle(import.must_be_open())),
            caller.action::<UndoImports>(idle(may_be_undone)),
            caller.action::<ForgetImportMappings>(may_be_forgotten),
            caller.action::<CancelImports>(may_be_cancelled),
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
            job,
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
    job: Option<JobView>,
    is_busy: bool,
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
    #[schema(example = 48_213, minimum = 1, maximum = 52_428_800)]
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
