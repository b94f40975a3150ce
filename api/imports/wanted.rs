//! What a list asks for, and what it finds.
use chrono::{DateTime, Utc};
use kernel::{Revision, Text};

use crate::{Counts, ImportId, Outcome, State};

/// Which imports, and where the page begins.
#[derive(Debug)]
pub struct Wanted {
    pub kind: Option<&'static str>,
    pub state: Option<State>,
    pub after: Option<(DateTime<Utc>, ImportId)>,
    pub rows: i64,
}

/// Which rows of an import, and where the page begins.
#[derive(Debug)]
pub struct WantedRows {
    pub outcome: Option<Outcome>,
    pub after: Option<i32>,
    pub rows: i64,
}

/// An import as a list needs it.
#[derive(Debug, sqlx::FromRow)]
pub struct ListedImport {
    pub id: ImportId,
    pub kind: String,
    pub state: State,
    pub file_name: Text,
    pub bytes: i32,
    row_count: i32,
    ready_count: i32,
    warning_count: i32,
    problem_count: i32,
    repeated_count: i32,
    document_count: i32,
    pub created_at: DateTime<Utc>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub undone_at: Option<DateTime<Utc>>,
    pub revision: Revision,
}

impl ListedImport {
    /// What its rows come to.
    pub fn counts(&self) -> Counts {
        Counts {
            rows: self.row_count,
            ready: self.ready_count,
            warnings: self.warning_count,
            problems: self.problem_count,
            repeated: self.repeated_count,
            documents: self.document_count,
        }
    }
}
