//! An import: a file, how it is read, and how its rows came out.
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Error, Name, PersonId, Revision, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Column, Counts, Format, MappedField, Mapping, Note, Origin, ProblemCount, Tally, Target, UnknownValue, refusals,
};

kernel::id! {
    /// An import.
    ImportId;
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = ImportState)]
pub enum State {
    /// It is kept, and its rows are still to be tried.
    Uploaded,
    /// Its rows were tried, without effect.
    Tried,
    /// Its rows were made real.
    Confirmed,
    /// It was thrown away; its rows are gone.
    Discarded,
    /// What it made was taken back.
    Undone,
}

impl State {
    /// As the database knows it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Tried => "tried",
            Self::Confirmed => "confirmed",
            Self::Discarded => "discarded",
            Self::Undone => "undone",
        }
    }
}

/// How long what an import made can be taken back.
pub const UNDO_WITHIN: TimeDelta = TimeDelta::hours(24);

/// An import as it is kept, with the name of whom it belongs to.
#[derive(Debug, Clone)]
pub struct Import {
    pub id: ImportId,
    /// Of which target.
    pub kind: String,
    pub state: State,
    pub file: FileFacts,
    pub header: Vec<Column>,
    pub mapping: Mapping,
    pub verdict: Verdict,
    pub counts: Counts,
    pub created_by: PersonId,
    pub created_by_name: Name,
    pub created_at: DateTime<Utc>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub undone_at: Option<DateTime<Utc>>,
    pub revision: Revision,
}

/// What is known of the file itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    pub name: Text,
    pub bytes: i32,
    /// In hexadecimal.
    pub sha256: String,
    pub format: Format,
    pub encoding: Option<String>,
    pub delimiter: Option<String>,
    pub sheet_name: Option<String>,
    pub notes: Vec<Note>,
}

/// What trying the rows said beside the rows themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub problems: Vec<ProblemCount>,
    /// Of each field with a closed set.
    pub unknown_values: Vec<(String, Vec<UnknownValue>)>,
}

impl Import {
    /// As long as nothing came of it.
    pub fn must_be_open(&self) -> Result<(), Error> {
        match self.state {
            State::Uploaded | State::Tried => Ok(()),
            State::Confirmed => Err(Error::refused(refusals::IMPORT_NOT_OPEN, "It was confirmed.")),
            State::Discarded => Err(Error::refused(refusals::IMPORT_NOT_OPEN, "It was discarded.")),
            State::Undone => Err(Error::refused(refusals::IMPORT_NOT_OPEN, "It was undone.")),
        }
    }

    /// Within a day of its confirmation, once: until when. What became of its documents, is their room's to say.
    pub fn may_be_undone(&self, now: DateTime<Utc>) -> Result<DateTime<Utc>, Error> {
        let said = match self.state {
            State::Confirmed => {
                let until = self.confirmed_at.map(|at| at + UNDO_WITHIN).filter(|until| now < *until);
                return until.ok_or_else(|| refusals::UNDO_TOO_LATE.into());
            }
            State::Uploaded | State::Tried => "It was not confirmed.",
            State::Discarded => "It was discarded.",
            State::Undone => "It was undone already.",
        };
        Err(Error::refused(refusals::IMPORT_NOT_CONFIRMED, said))
    }

    /// When some row is ready; rows with problems must be left out knowingly.
    pub fn may_be_confirmed(&self, skip_problems: bool) -> Result<(), Error> {
        self.must_be_open()?;
        if self.state == State::Uploaded {
            return Err(Error::refused(refusals::IMPORT_NOT_OPEN, "Its rows were not tried yet."));
        }
        if self.counts.documents == 0 {
            return Err(refusals::NOTHING_TO_IMPORT.into());
        }
        if self.counts.problems > 0 && !skip_problems {
            let detail = format!("{} of {} rows have problems.", self.counts.problems, self.counts.rows);
            return Err(Error::refused(refusals::IMPORT_HAS_PROBLEMS, detail));
        }
        Ok(())
    }

    /// The same import with the counts of another trial.
    #[must_use]
    pub fn tried_again(self, tally: &Tally) -> Self {
        Self { counts: tally.counts(), verdict: tally.verdict(), ..self }
    }

    /// Every field of the target, and where it comes from.
    pub fn fields(&self, target: Target) -> Vec<MappedField> {
        let unknown = |name: &str| self.verdict.unknown_values.iter().find(|(field, _)| field == name);
        let fields = target.fields.iter().map(|field| {
            let column = self.mapping.column_of(field.name);
            let constant = self.mapping.constant_of(field.name).map(str::to_owned);
            MappedField {
                field: field.name,
                label: field.label,
                required: field.is_required,
                meaning: field.meaning,
                column,
                guessed: self.mapping.origin == Origin::Guessed && column.is_some(),
                remembered: self.mapping.origin == Origin::Remembered && (column.is_some() || constant.is_some()),
                constant,
                unknown_values: unknown(field.name).map(|(_, values)| values.clone()).unwrap_or_default(),
            }
        });
        fields.collect()
    }
}
