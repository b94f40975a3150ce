//! A second factor that is reset for somebody who has lost it: asked for by one, agreed to by another.
//!
//! What removes it is the database, at the very change of state that says so.
pub mod approve;
pub mod create;
pub mod list;
pub mod refuse;
mod store;
mod telling;
pub mod withdraw;

use access::{
    Action, Caller, Shown, Tx,
    catalogue::{ApproveFactorResets, RefuseFactorResets, WithdrawFactorResets},
};
use chrono::{DateTime, Duration, Utc};
use kernel::{Error, FactorResetId, Name, PersonId, Refusal, Revision, Text};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tenancy::directory;
use utoipa::ToSchema;

use crate::refusals;

/// How long one waits for somebody to agree.
const LIFE: Duration = Duration::hours(24);

/// How a reset stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum FactorResetState {
    /// Somebody else must agree, within a day.
    Waiting,
    /// The second factor was removed.
    Approved,
    Refused,
    /// It was taken back before it was decided.
    Withdrawn,
    /// Nobody decided it within its day.
    Expired,
}

/// That somebody's second factor should be reset.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct FactorReset {
    pub id: FactorResetId,
    /// Whose second factor it is.
    pub person_id: PersonId,
    pub person_name: Name,
    #[schema(example = "Lost her phone; I saw her at the front desk")]
    pub reason: Text,
    pub state: FactorResetState,
    pub asked_by: PersonId,
    pub asked_by_name: Name,
    pub asked_at: DateTime<Utc>,
    /// Until when somebody may agree.
    pub expires_at: DateTime<Utc>,
    /// Null as long as it waits, and where it waited for nothing.
    pub decided_by: Option<PersonId>,
    pub decided_by_name: Option<Name>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decision_reason: Option<Text>,
    pub revision: Revision,
}

/// A reset as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactorResetView {
    #[serde(flatten)]
    reset: FactorReset,
    actions: Vec<Action>,
}

impl FactorReset {
    /// By somebody else than whoever asked and whose factor it is, as long as it waits.
    pub fn may_be_decided(&self, by: PersonId) -> Result<(), Refusal> {
        self.must_wait()?;
        if by == self.person_id {
            Err(refusals::FACTOR_RESET_OF_ONESELF)
        } else if by == self.asked_by {
            Err(refusals::FACTOR_RESET_ASKED_BY_ONESELF)
        } else {
            Ok(())
        }
    }

    /// As long as it waits; whose factor it is may do so too, for nothing is lost by it.
    pub fn may_be_withdrawn(&self) -> Result<(), Refusal> {
        self.must_wait()
    }

    fn must_wait(&self) -> Result<(), Refusal> {
        match self.state {
            FactorResetState::Waiting => Ok(()),
            FactorResetState::Expired => Err(refusals::FACTOR_RESET_OVER),
            FactorResetState::Approved | FactorResetState::Refused | FactorResetState::Withdrawn => {
                Err(refusals::FACTOR_RESET_DECIDED)
            }
        }
    }

    /// What the trail says of asking for it.
    fn detail(&self) -> serde_json::Value {
        json!({ "person_id": self.person_id, "reason": self.reason, "expires_at": self.expires_at })
    }

    /// As decided by `caller` at `now`.
    #[must_use]
    fn decided(self, state: FactorResetState, caller: &Caller, now: DateTime<Utc>, reason: Option<Text>) -> Self {
        Self {
            state,
            decided_by: Some(caller.person_id),
            decided_at: Some(now),
            decision_reason: reason,
            revision: self.revision.next(),
            ..self
        }
    }

    /// With the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller) -> FactorResetView {
        let own = caller.person_id;
        let actions = vec![
            caller.action::<ApproveFactorResets>(self.may_be_decided(own)),
            caller.action::<RefuseFactorResets>(self.may_be_decided(own)),
            caller.action::<WithdrawFactorResets>(self.may_be_withdrawn()),
        ];
        FactorResetView { reset: self, actions }
    }
}

impl Shown for FactorResetView {
    fn revision(&self) -> Option<Revision> {
        Some(self.reset.revision)
    }
}

/// Refuses to help the last who could agree to guarded rights: whoever took their account over would govern alone.
async fn must_not_be_last_owner(tx: &mut Tx, person: PersonId) -> Result<(), Error> {
    let owners = directory::holders(tx, "grant.approve").await?;
    if matches!(owners.as_slice(), [only] if only.id == person) {
        return Err(refusals::LAST_OWNER.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ASKER: PersonId = PersonId(Uuid::from_u128(1));
    const LOCKED_OUT: PersonId = PersonId(Uuid::from_u128(2));
    const OWNER: PersonId = PersonId(Uuid::from_u128(3));

    fn reset(state: FactorResetState) -> FactorReset {
        let name = || Name::parse("Ada").expect("a name");
        FactorReset {
            id: FactorResetId(Uuid::nil()),
            person_id: LOCKED_OUT,
            person_name: name(),
            reason: Text::parse("Lost her phone").expect("a text"),
            state,
            asked_by: ASKER,
            asked_by_name: name(),
            asked_at: DateTime::UNIX_EPOCH,
            expires_at: DateTime::UNIX_EPOCH + LIFE,
            decided_by: None,
            decided_by_name: None,
            decided_at: None,
            decision_reason: None,
            revision: Revision::FIRST,
        }
    }

    #[test]
    fn neither_who_asked_nor_whose_factor_it_is_decides() {
        let waiting = reset(FactorResetState::Waiting);

        assert_eq!(waiting.may_be_decided(OWNER), Ok(()));
        assert_eq!(waiting.may_be_decided(ASKER), Err(refusals::FACTOR_RESET_ASKED_BY_ONESELF));
        assert_eq!(waiting.may_be_decided(LOCKED_OUT), Err(refusals::FACTOR_RESET_OF_ONESELF));
        assert_eq!(waiting.may_be_withdrawn(), Ok(()));
    }

    #[test]
    fn what_is_decided_or_over_is_not_decided_again() {
        for state in [FactorResetState::Approved, FactorResetState::Refused, FactorResetState::Withdrawn] {
            assert_eq!(reset(state).may_be_decided(OWNER), Err(refusals::FACTOR_RESET_DECIDED));
            assert_eq!(reset(state).may_be_withdrawn(), Err(refusals::FACTOR_RESET_DECIDED));
        }
        assert_eq!(reset(FactorResetState::Expired).may_be_decided(OWNER), Err(refusals::FACTOR_RESET_OVER));
        assert_eq!(reset(FactorResetState::Expired).may_be_withdrawn(), Err(refusals::FACTOR_RESET_OVER));
    }
}
