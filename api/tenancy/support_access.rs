//! Operators of the installation who ask to read, and whom an owner lets read for a while.
//!
//! They ask, open and give back on their own plane, which does it here on its sealed word; the organisation agrees, refuses and ends. What is read stands
//! in the trail, each reading by itself.
pub mod approve;
pub mod end;
pub mod list;
pub mod refuse;
mod store;

use access::{
    Action, Caller, Shown,
    catalogue::{ApproveSupportAccesses, EndSupportAccesses, RefuseSupportAccesses},
};
use chrono::{DateTime, Duration, Utc};
use kernel::{Name, PersonId, Reference, Refusal, Revision, SupportAccessId, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::refusals;

/// How long the operator has to open it.
const OPENS_WITHIN: Duration = Duration::hours(24);

/// How an access stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum SupportAccessState {
    /// An owner must agree, within a day.
    Waiting,
    /// The operator may open it, within a day.
    Approved,
    /// The operator reads.
    Open,
    Refused,
    /// The operator took it back before it was decided.
    Withdrawn,
    /// The organisation ended it, the operator gave it back, or its time was over.
    Ended,
    /// Nobody decided it within its day, or nobody opened it.
    Lapsed,
}

/// Who ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum SupportAccessEnd {
    ByOrganisation,
    /// The operator did.
    GivenBack,
    /// Its time was over.
    TimeOver,
}

/// That an operator of the installation asks to read, and what became of it.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct SupportAccess {
    pub id: SupportAccessId,
    /// Whoever asks: an operator of the installation, and nobody of the organisation.
    pub operator_id: Uuid,
    pub operator_name: Name,
    #[schema(example = "support@operators.example", max_length = 254)]
    pub operator_email: String,
    #[schema(example = "Order 4711 cannot be issued, as you told us on the phone this morning.")]
    pub reason: Text,
    /// Where the operator works on it.
    pub ticket: Option<Reference>,
    /// For how long at the most, from when it is opened.
    #[schema(example = 30, minimum = 5, maximum = 60)]
    pub minutes: i32,
    pub state: SupportAccessState,
    pub asked_at: DateTime<Utc>,
    /// Until when somebody may agree.
    pub expires_at: DateTime<Utc>,
    /// Null as long as it waits, and where it waited for nothing.
    pub decided_by: Option<PersonId>,
    pub decided_by_name: Option<Name>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decision_reason: Option<Text>,
    /// Until when it may be opened, once somebody has agreed.
    pub open_by: Option<DateTime<Utc>>,
    pub opened_at: Option<DateTime<Utc>>,
    /// When it ends by itself.
    pub closes_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Who of the organisation ended it, if somebody did.
    pub ended_by: Option<PersonId>,
    pub ended_by_name: Option<Name>,
    pub ended_because: Option<SupportAccessEnd>,
    /// How often something was read.
    #[schema(example = 12, minimum = 0)]
    pub reads: i32,
    pub last_read_at: Option<DateTime<Utc>>,
    /// The operation that was read last.
    #[schema(example = "GET /v1/purchase-orders/{id}", max_length = 200)]
    pub last_read: Option<String>,
    pub revision: Revision,
}

/// An access as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupportAccessView {
    #[serde(flatten)]
    access: SupportAccess,
    actions: Vec<Action>,
}

impl SupportAccess {
    /// As long as it waits.
    pub fn may_be_decided(&self) -> Result<(), Refusal> {
        match self.state {
            SupportAccessState::Waiting => Ok(()),
            SupportAccessState::Lapsed | SupportAccessState::Withdrawn => Err(refusals::SUPPORT_ACCESS_OVER),
            SupportAccessState::Approved
            | SupportAccessState::Open
            | SupportAccessState::Refused
            | SupportAccessState::Ended => Err(refusals::SUPPORT_ACCESS_DECIDED),
        }
    }

    /// As long as something could be read by it, now or later.
    pub fn may_be_ended(&self) -> Result<(), Refusal> {
        match self.state {
            SupportAccessState::Waiting | SupportAccessState::Approved | SupportAccessState::Open => Ok(()),
            SupportAccessState::Refused
            | SupportAccessState::Withdrawn
            | SupportAccessState::Ended
            | SupportAccessState::Lapsed => Err(refusals::SUPPORT_ACCESS_OVER),
        }
    }

    /// As decided by `caller` at `now`.
    #[must_use]
    fn decided(self, state: SupportAccessState, caller: &Caller, now: DateTime<Utc>, reason: Option<Text>) -> Self {
        Self {
            state,
            decided_by: Some(caller.person_id),
            decided_at: Some(now),
            decision_reason: reason,
            open_by: (state == SupportAccessState::Approved).then(|| now + OPENS_WITHIN),
            revision: self.revision.next(),
            ..self
        }
    }

    /// As ended by `caller` at `now`.
    #[must_use]
    fn ended(self, caller: &Caller, now: DateTime<Utc>) -> Self {
        Self {
            state: SupportAccessState::Ended,
            ended_at: Some(now),
            ended_by: Some(caller.person_id),
            ended_because: Some(SupportAccessEnd::ByOrganisation),
            revision: self.revision.next(),
            ..self
        }
    }

    /// With the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller) -> SupportAccessView {
        let actions = vec![
            caller.action::<ApproveSupportAccesses>(self.may_be_decided()),
            caller.action::<RefuseSupportAccesses>(self.may_be_decided()),
            caller.action::<EndSupportAccesses>(self.may_be_ended()),
        ];
        SupportAccessView { access: self, actions }
    }
}

impl Shown for SupportAccessView {
    fn revision(&self) -> Option<Revision> {
        Some(self.access.revision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(state: SupportAccessState) -> SupportAccess {
        SupportAccess {
            id: SupportAccessId(Uuid::nil()),
            operator_id: Uuid::nil(),
            operator_name: Name::parse("Oda Finch").expect("a name"),
            operator_email: "support@operators.example".into(),
            reason: Text::parse("An order hangs").expect("a text"),
            ticket: None,
            minutes: 30,
            state,
            asked_at: DateTime::UNIX_EPOCH,
            expires_at: DateTime::UNIX_EPOCH + OPENS_WITHIN,
            decided_by: None,
            decided_by_name: None,
            decided_at: None,
            decision_reason: None,
            open_by: None,
            opened_at: None,
            closes_at: None,
            ended_at: None,
            ended_by: None,
            ended_by_name: None,
            ended_because: None,
            reads: 0,
            last_read_at: None,
            last_read: None,
            revision: Revision::FIRST,
        }
    }

    #[test]
    fn what_waits_is_decided_and_what_could_be_read_by_is_ended() {
        use SupportAccessState as State;
        let over = Err(refusals::SUPPORT_ACCESS_OVER);
        let decided = Err(refusals::SUPPORT_ACCESS_DECIDED);

        for (state, may_decide, may_end) in [
            (State::Waiting, Ok(()), Ok(())),
            (State::Approved, decided, Ok(())),
            (State::Open, decided, Ok(())),
            (State::Refused, decided, over),
            (State::Ended, decided, over),
            (State::Withdrawn, over, over),
            (State::Lapsed, over, over),
        ] {
            assert_eq!(
                (access(state).may_be_decided(), access(state).may_be_ended()),
                (may_decide, may_end),
                "{state:?}"
            );
        }
    }
}
