//! The last owner is brought back by an operator of the installation; the organisation sees that, and stops it as long as nothing was done.
//!
//! It begins and is completed on the operators' plane, which does it here on its sealed word; who may, stops it, and so does the owner by signing in.
pub mod list;
pub mod stop;
mod store;

use access::{Action, Caller, Shown, catalogue::StopOwnerRecoveries};
use chrono::{DateTime, Utc};
use kernel::{Name, OwnerRecoveryId, PersonId, Reference, Refusal, Revision, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::refusals;

/// How a recovery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum OwnerRecoveryState {
    /// Whoever may can stop it; from `takes_effect_at` on an operator may complete it.
    Waiting,
    Stopped,
    /// The owner's second factor was removed.
    Completed,
    /// Nobody completed it in its time.
    Lapsed,
}

/// Why one was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum OwnerRecoveryEnd {
    /// The owner signed in, with their second factor.
    OwnerSignedIn,
    /// The owner's mailbox did, by its link.
    ByLink,
    ByOrganisation,
    ByOperator,
    /// The organisation was closed meanwhile, so that nobody could stop it.
    Suspended,
    /// Somebody else governs by now, who can help.
    NotAlone,
    /// The owner's password was changed meanwhile, or their address is one of another domain.
    AccountChanged,
}

/// That an operator of the installation brings back the last owner, without their second factor.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct OwnerRecovery {
    pub id: OwnerRecoveryId,
    /// Whom it brings back.
    pub person_id: PersonId,
    pub person_name: Name,
    /// Whoever began it: an operator of the installation, and nobody of the organisation.
    pub operator_id: Uuid,
    pub operator_name: Name,
    #[schema(example = "ops@operators.example", max_length = 254)]
    pub operator_email: String,
    /// Which domain published the record that proves it.
    #[schema(example = "harbour-house.example", max_length = 253)]
    pub domain: String,
    #[schema(example = "The owner lost her phone; we spoke on the known number.")]
    pub reason: Text,
    /// Where the operator works on it.
    pub ticket: Option<Reference>,
    pub state: OwnerRecoveryState,
    pub asked_at: DateTime<Utc>,
    /// From when on an operator may complete it.
    pub takes_effect_at: DateTime<Utc>,
    /// Until when.
    pub lapses_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Who of the organisation stopped it, if somebody did.
    pub ended_by: Option<PersonId>,
    pub ended_by_name: Option<Name>,
    pub ended_because: Option<OwnerRecoveryEnd>,
    pub revision: Revision,
}

/// A recovery as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnerRecoveryView {
    #[serde(flatten)]
    recovery: OwnerRecovery,
    actions: Vec<Action>,
}

impl OwnerRecovery {
    /// As long as it waits.
    pub fn may_be_stopped(&self) -> Result<(), Refusal> {
        match self.state {
            OwnerRecoveryState::Waiting => Ok(()),
            OwnerRecoveryState::Stopped | OwnerRecoveryState::Completed | OwnerRecoveryState::Lapsed => {
                Err(refusals::OWNER_RECOVERY_OVER)
            }
        }
    }

    /// As stopped by `caller` at `now`.
    #[must_use]
    fn stopped(self, caller: &Caller, now: DateTime<Utc>) -> Self {
        Self {
            state: OwnerRecoveryState::Stopped,
            ended_at: Some(now),
            ended_by: Some(caller.person_id),
            ended_because: Some(OwnerRecoveryEnd::ByOrganisation),
            revision: self.revision.next(),
            ..self
        }
    }

    /// With the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller) -> OwnerRecoveryView {
        let actions = vec![caller.action::<StopOwnerRecoveries>(self.may_be_stopped())];
        OwnerRecoveryView { recovery: self, actions }
    }
}

impl Shown for OwnerRecoveryView {
    fn revision(&self) -> Option<Revision> {
        Some(self.recovery.revision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_is_not_stopped() {
        let recovery = |state| OwnerRecovery {
            id: OwnerRecoveryId(Uuid::nil()),
            person_id: PersonId(Uuid::nil()),
            person_name: Name::parse("Ada").expect("a name"),
            operator_id: Uuid::nil(),
            operator_name: Name::parse("Oda Finch").expect("a name"),
            operator_email: "ops@operators.example".into(),
            domain: "harbour-house.example".into(),
            reason: Text::parse("Lost her phone").expect("a text"),
            ticket: None,
            state,
            asked_at: DateTime::UNIX_EPOCH,
            takes_effect_at: DateTime::UNIX_EPOCH,
            lapses_at: DateTime::UNIX_EPOCH,
            ended_at: None,
            ended_by: None,
            ended_by_name: None,
            ended_because: None,
            revision: Revision::FIRST,
        };

        assert_eq!(recovery(OwnerRecoveryState::Waiting).may_be_stopped(), Ok(()));
        for state in [OwnerRecoveryState::Stopped, OwnerRecoveryState::Completed, OwnerRecoveryState::Lapsed] {
            assert_eq!(recovery(state).may_be_stopped(), Err(refusals::OWNER_RECOVERY_OVER));
        }
    }
}
