//! An access review: all that people hold on a day, each line kept or taken by somebody else, and signed off so that it stays.
pub mod cancel;
pub mod decide;
pub mod export;
pub mod get;
pub mod line;
pub mod list;
pub mod list_lines;
pub mod remind;
pub mod sign_off;
pub mod start;
mod store;

use access::{
    Action, Caller, Shown,
    catalogue::{CancelAccessReviews, DecideAccessReviews, SignOffAccessReviews},
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Name, PersonId, Refusal, Revision, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::refusals;

kernel::id! {
    /// An access review.
    AccessReviewId;
}

/// How an access review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum AccessReviewState {
    /// Lines are decided.
    Open,
    /// It stays as it is.
    SignedOff,
    /// It was given up; what was taken stays taken.
    Cancelled,
}

/// An access review.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccessReview {
    pub id: AccessReviewId,
    #[schema(example = "2026 Q4")]
    pub name: Name,
    /// By when it should be signed off.
    pub due_on: NaiveDate,
    pub state: AccessReviewState,
    pub started_by: PersonId,
    pub started_by_name: Name,
    /// Its lines say who held what at this moment.
    pub started_at: DateTime<Utc>,
    pub progress: AccessReviewProgress,
    /// Who signed it off or cancelled it.
    pub ended_by: Option<PersonId>,
    pub ended_by_name: Option<Name>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was cancelled.
    pub end_reason: Option<Text>,
    /// The SHA-256 of its lines as they were signed off, in hexadecimal.
    pub digest: Option<String>,
    pub revision: Revision,
}

/// How many lines stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct AccessReviewProgress {
    pub lines: i32,
    /// Still to be decided.
    pub open: i32,
    pub kept: i32,
    pub taken: i32,
    /// Of which nothing is to be decided: what was given then is gone, or was given anew.
    pub gone: i32,
    /// Of all lines, those that hold something guarded.
    pub guarded: i32,
}

/// An access review as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessReviewView {
    #[serde(flatten)]
    review: AccessReview,
    actions: Vec<Action>,
}

impl AccessReview {
    /// What ended stays as it is.
    pub fn must_be_open(&self) -> Result<(), Refusal> {
        match self.state {
            AccessReviewState::Open => Ok(()),
            AccessReviewState::SignedOff | AccessReviewState::Cancelled => Err(refusals::REVIEW_ENDED),
        }
    }

    /// Once every line is decided, or needs no decision.
    pub fn may_be_signed_off(&self) -> Result<(), Refusal> {
        self.must_be_open()?;
        if self.progress.open > 0 { Err(refusals::REVIEW_UNDECIDED) } else { Ok(()) }
    }

    /// With the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller) -> AccessReviewView {
        let actions = vec![
            caller.action::<DecideAccessReviews>(self.must_be_open()),
            caller.action::<SignOffAccessReviews>(self.may_be_signed_off()),
            caller.action::<CancelAccessReviews>(self.must_be_open()),
        ];
        AccessReviewView { review: self, actions }
    }
}

impl Shown for AccessReviewView {
    fn revision(&self) -> Option<Revision> {
        Some(self.review.revision)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn review(state: AccessReviewState, open: i32) -> AccessReview {
        AccessReview {
            id: AccessReviewId(Uuid::nil()),
            name: Name::parse("2026 Q4").expect("a name"),
            due_on: NaiveDate::MIN,
            state,
            started_by: PersonId(Uuid::nil()),
            started_by_name: Name::parse("Ada").expect("a name"),
            started_at: DateTime::UNIX_EPOCH,
            progress: AccessReviewProgress { lines: 2, open, kept: 2 - open, taken: 0, gone: 0, guarded: 1 },
            ended_by: None,
            ended_by_name: None,
            ended_at: None,
            end_reason: None,
            digest: None,
            revision: Revision::FIRST,
        }
    }

    #[test]
    fn it_is_signed_off_once_every_line_is_decided() {
        assert_eq!(review(AccessReviewState::Open, 0).may_be_signed_off(), Ok(()));
        assert_eq!(review(AccessReviewState::Open, 1).may_be_signed_off(), Err(refusals::REVIEW_UNDECIDED));
    }

    #[test]
    fn what_ended_stays() {
        for state in [AccessReviewState::SignedOff, AccessReviewState::Cancelled] {
            assert_eq!(review(state, 0).may_be_signed_off(), Err(refusals::REVIEW_ENDED));
            assert_eq!(review(state, 0).must_be_open(), Err(refusals::REVIEW_ENDED));
        }
    }
}
