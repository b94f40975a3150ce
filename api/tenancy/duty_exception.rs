//! An exception: that one person did what two should have, as their organisation allows, and what somebody else said to it afterwards.
pub mod export;
pub mod list;
pub mod review;
mod store;

use access::{Action, Caller, Shown, catalogue::ReviewDutyExceptions};
use chrono::{DateTime, Utc};
use kernel::{DocumentId, Name, PersonId, Refusal, Revision, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{duty::DutyPair, refusals};

kernel::id! {
    /// An exception.
    DutyExceptionId;
}

/// How an exception stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum DutyExceptionState {
    /// Nobody has looked at it.
    Open,
    /// Somebody has, and found it right.
    Accepted,
    /// Somebody has, and found it wrong.
    Raised,
}

/// What was done to which kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ExceptedDocument {
    Supplier,
}

/// That one person did what two should have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DutyException {
    pub id: DutyExceptionId,
    pub pair: DutyPair,
    pub document_kind: ExceptedDocument,
    pub document_id: DocumentId,
    /// As it was called then.
    pub document_name: Name,
    /// Who did both.
    pub person_id: PersonId,
    pub person_name: Name,
    /// Who was named to look at it.
    pub reviewer_id: PersonId,
    pub reviewer_name: Name,
    pub happened_at: DateTime<Utc>,
    /// By when somebody should have looked at it.
    pub due_at: DateTime<Utc>,
    pub state: DutyExceptionState,
    pub reviewed_by: Option<PersonId>,
    pub reviewed_by_name: Option<Name>,
    pub reviewed_at: Option<DateTime<Utc>>,
    /// What whoever looked at it said.
    pub note: Option<Text>,
    pub revision: Revision,
}

/// An exception as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyExceptionView {
    #[serde(flatten)]
    exception: DutyException,
    /// Whether somebody should have looked at it by now.
    is_overdue: bool,
    actions: Vec<Action>,
}

impl DutyExceptionState {
    /// As the wire and the tables write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Raised => "raised",
        }
    }
}

impl DutyException {
    /// Once, by somebody else than who did both.
    pub fn may_be_reviewed(&self, by: PersonId) -> Result<(), Refusal> {
        match self.state {
            DutyExceptionState::Accepted | DutyExceptionState::Raised => Err(refusals::EXCEPTION_REVIEWED),
            DutyExceptionState::Open if self.person_id == by => Err(refusals::EXCEPTION_OF_ONESELF),
            DutyExceptionState::Open => Ok(()),
        }
    }

    /// Nobody has looked at it in time.
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        self.state == DutyExceptionState::Open && self.due_at <= now
    }

    /// With the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller, now: DateTime<Utc>) -> DutyExceptionView {
        let actions = vec![caller.action::<ReviewDutyExceptions>(self.may_be_reviewed(caller.person_id))];
        DutyExceptionView { is_overdue: self.is_overdue(now), actions, exception: self }
    }
}

impl Shown for DutyExceptionView {
    fn revision(&self) -> Option<Revision> {
        Some(self.exception.revision)
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use uuid::Uuid;

    use super::*;

    const PERSON: PersonId = PersonId(Uuid::from_u128(1));
    const OTHER: PersonId = PersonId(Uuid::from_u128(2));

    fn exception(state: DutyExceptionState) -> DutyException {
        let name = || Name::parse("Ada").expect("a name");
        DutyException {
            id: DutyExceptionId(Uuid::nil()),
            pair: DutyPair::SupplierActivation,
            document_kind: ExceptedDocument::Supplier,
            document_id: DocumentId(Uuid::nil()),
            document_name: name(),
            person_id: PERSON,
            person_name: name(),
            reviewer_id: OTHER,
            reviewer_name: name(),
            happened_at: DateTime::UNIX_EPOCH,
            due_at: DateTime::UNIX_EPOCH + Days::new(30),
            state,
            reviewed_by: None,
            reviewed_by_name: None,
            reviewed_at: None,
            note: None,
            revision: Revision::FIRST,
        }
    }

    #[test]
    fn somebody_else_reviews_it_once() {
        let open = exception(DutyExceptionState::Open);

        assert_eq!(open.may_be_reviewed(OTHER), Ok(()));
        assert_eq!(open.may_be_reviewed(PERSON), Err(refusals::EXCEPTION_OF_ONESELF));
        for state in [DutyExceptionState::Accepted, DutyExceptionState::Raised] {
            assert_eq!(exception(state).may_be_reviewed(OTHER), Err(refusals::EXCEPTION_REVIEWED));
        }
    }

    #[test]
    fn what_nobody_looked_at_for_thirty_days_is_overdue() {
        let month = DateTime::UNIX_EPOCH + Days::new(30);

        assert!(exception(DutyExceptionState::Open).is_overdue(month));
        assert!(!exception(DutyExceptionState::Open).is_overdue(DateTime::UNIX_EPOCH + Days::new(29)));
        assert!(!exception(DutyExceptionState::Raised).is_overdue(month));
    }
}
