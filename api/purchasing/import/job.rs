//! What a long import is left to the worker: its rows tried, made real or taken back, in the name of whoever asked.
use access::{
    Asked, Event, Job, JobStanding, Work,
    catalogue::{ConfirmImports, CreateImports, MapImports, UndoImports},
    permission::Changes,
};
use chrono::{DateTime, Utc};
use imports::{IMPORT_BUSY, IMPORT_UNDER_WAY, Import, Mapping};
use kernel::{Error, Refusal, ended};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{ImportId, ImportKind, confirm::confirm_now, create::try_now, map::map_now, undo::undo_now};

/// The most rows that a request tries, makes or takes back itself; an import of more is a job's.
const ROWS_AT_ONCE: i32 = 1000;
/// The same of orders, which are entered one by one.
const ORDERS_AT_ONCE: i32 = 100;

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImportJobAct)]
pub enum Act {
    /// Tries the rows of a file that was uploaded.
    Try,
    /// Tries the rows by another mapping.
    Map,
    /// Makes the rows real.
    Confirm,
    /// Takes back what was made.
    Undo,
}

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImportJobState)]
pub enum Progress {
    /// It is to begin.
    Waiting,
    Running,
    /// It was asked to stop and is about to.
    Stopping,
    /// It was refused or came to nothing; the import is as it was before.
    Failed,
    /// Somebody stopped it; the import is as it was before.
    Cancelled,
}

/// A job that works on an import, or came to nothing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportJob)]
pub struct JobView {
    pub act: Act,
    pub state: Progress,
    pub asked_at: DateTime<Utc>,
    /// How many rows are done of those there are; of an undo, how many documents.
    #[schema(example = 41_500, minimum = 0)]
    pub done: i32,
    #[schema(example = 100_000, minimum = 0)]
    pub total: i32,
    /// Why it failed.
    pub failure: Option<JobFailure>,
}

/// Why a job came to nothing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportJobFailure)]
pub struct JobFailure {
    /// The code of the refusal, as a request would have been answered.
    #[schema(example = "import_has_problems")]
    pub code: String,
    /// The same for people.
    #[schema(example = "12 of 100000 rows have problems.")]
    pub text: String,
}

impl Act {
    const ALL: [Self; 4] = [Self::Try, Self::Map, Self::Confirm, Self::Undo];

    fn kind(self) -> &'static str {
        match self {
            Self::Try => "import.try",
            Self::Map => "import.map",
            Self::Confirm => "import.confirm",
            Self::Undo => "import.undo",
        }
    }

    fn of(kind: &str) -> Result<Self, Error> {
        let known = Self::ALL.into_iter().find(|act| act.kind() == kind);
        known.ok_or_else(|| std::io::Error::other(format!("no job of an import is {kind}")).into())
    }
}

/// Whether an import is more than a request has the time for.
pub(super) fn is_long(kind: ImportKind, import: &Import) -> bool {
    let are_many_orders = match kind {
        ImportKind::Suppliers => false,
        ImportKind::PurchaseOrders => import.counts.documents > ORDERS_AT_ONCE,
    };
    import.counts.rows > ROWS_AT_ONCE || are_many_orders
}

/// Locks an import of the caller that no job works on: such a job holds it, and nobody is to wait for that.
pub(super) async fn lock_idle<P>(work: &mut Work<'_, P>, id: ImportId) -> Result<Import, Error> {
    imports::find(work, id).await?;
    must_be_idle(work, id).await?;
    let import = imports::lock(work, id).await?;
    must_be_idle(work, id).await?;
    Ok(import)
}

async fn must_be_idle<P>(work: &mut Work<'_, P>, id: ImportId) -> Result<(), Error> {
    match work.job_of(id.0).await? {
        Some(job) if job.is_under_way() => Err(IMPORT_BUSY.into()),
        Some(_) | None => Ok(()),
    }
}

/// Leaves it to the worker, and tells what was asked for.
pub(super) async fn leave<P: Changes>(
    work: &mut Work<'_, P>,
    act: Act,
    import: &Import,
    detail: Value,
) -> Result<Event, Error> {
    let asked = Asked { subject: import.id.0, detail };
    work.enqueue(act.kind(), asked, import.counts.rows).await?;
    Ok(Event::also("import.queued", import.id, json!({ "act": act, "rows": import.counts.rows })))
}

/// Does what was asked for.
pub async fn run(job: &Job<'_>) -> Result<(), Error> {
    match Act::of(job.kind())? {
        Act::Try => {
            let run = async |work: &mut Work<'_, CreateImports>, asked: Asked| {
                let import = imports::lock(work, ImportId(asked.subject)).await?;
                Ok(try_now(work, import).await?.map(|_| ()))
            };
            job.change(run).await
        }
        Act::Map => {
            let run = async |work: &mut Work<'_, MapImports>, asked: Asked| {
                let import = imports::lock(work, ImportId(asked.subject)).await?;
                let mapping: Mapping = serde_json::from_value(asked.detail)?;
                Ok(map_now(work, import, mapping).await?.map(|_| ()))
            };
            job.change(run).await
        }
        Act::Confirm => {
            let run = async |work: &mut Work<'_, ConfirmImports>, asked: Asked| {
                let import = imports::lock(work, ImportId(asked.subject)).await?;
                let request = serde_json::from_value(asked.detail)?;
                Ok(confirm_now(work, import, &request).await.map_err(later)?.map(|_| ()))
            };
            job.change(run).await
        }
        Act::Undo => {
            let run = async |work: &mut Work<'_, UndoImports>, asked: Asked| {
                let import = imports::lock(work, ImportId(asked.subject)).await?;
                Ok(undo_now(work, import).await?.map(|_| ()))
            };
            job.change(run).await
        }
    }
}

// Another import that is being confirmed is no reason to give up, only to wait.
fn later(error: Error) -> Error {
    if error.refusal() == IMPORT_UNDER_WAY { ended::UNAVAILABLE.into() } else { error }
}

impl JobView {
    /// As its person sees it.
    pub(super) fn of(job: JobStanding) -> Result<Self, Error> {
        let state = match job.state.as_str() {
            "waiting" => Progress::Waiting,
            "running" if job.is_cancelled => Progress::Stopping,
            "running" => Progress::Running,
            "cancelled" => Progress::Cancelled,
            _ => Progress::Failed,
        };
        let detail = job.failure_detail;
        let failure = job.failure.map(|code| JobFailure { text: detail.unwrap_or_else(|| said(&code)), code });
        Ok(Self { act: Act::of(&job.kind)?, state, asked_at: job.queued_at, done: job.done, total: job.total, failure })
    }
}

// What a refusal says that has no words of its own for this case.
fn said(code: &str) -> String {
    let mut known = [imports::REFUSALS, ended::REFUSALS].into_iter().flatten();
    let found: Option<&Refusal> = known.find(|refusal| refusal.code == code);
    found.map_or("It was tried several times and never came to its end.", |refusal| refusal.reason).to_owned()
}
