//! An organisation that changes hands: offered by an owner, taken by whoever it is offered to.
//!
//! What moves is what the owner holds as owner, and what moves it is the database, at the very change of state that says so.
pub mod accept;
pub mod create;
pub mod list;
pub mod refuse;
mod store;
mod telling;
pub mod withdraw;

use access::{
    Action, Caller, Role, Shown, Tx,
    catalogue::{AcceptOwnershipTransfers, RefuseOwnershipTransfers, WithdrawOwnershipTransfers},
    toxic_pairs,
};
use chrono::{DateTime, Duration, Utc};
use kernel::{Error, Name, OwnershipTransferId, PersonId, Refusal, Revision, Text};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{permission::store::holdings, refusals};

/// How long one waits to be taken.
const LIFE: Duration = Duration::days(7);

/// How an offer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum OwnershipTransferState {
    /// Whoever it is offered to must take it, within seven days.
    Waiting,
    /// They are owner, and whoever offered it is none any more.
    Accepted,
    Refused,
    /// It was taken back before it was decided.
    Withdrawn,
    /// Nobody decided it within its seven days, or one of its two people cannot any more.
    Expired,
}

/// That an owner offers the organisation to somebody.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct OwnershipTransfer {
    pub id: OwnershipTransferId,
    /// Whom it is offered to.
    pub person_id: PersonId,
    pub person_name: Name,
    #[schema(example = "I retire at the end of the year")]
    pub reason: Text,
    pub state: OwnershipTransferState,
    /// The owner who offered it.
    pub asked_by: PersonId,
    pub asked_by_name: Name,
    pub asked_at: DateTime<Utc>,
    /// Until when it may be taken.
    pub expires_at: DateTime<Utc>,
    /// Null as long as it waits, and where it waited for nothing.
    pub decided_by: Option<PersonId>,
    pub decided_by_name: Option<Name>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decision_reason: Option<Text>,
    pub revision: Revision,
}

/// An offer as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnershipTransferView {
    #[serde(flatten)]
    transfer: OwnershipTransfer,
    actions: Vec<Action>,
}

impl OwnershipTransfer {
    /// By whoever it is offered to, as long as it waits.
    pub fn may_be_decided(&self, by: PersonId) -> Result<(), Refusal> {
        self.must_wait()?;
        if by == self.person_id { Ok(()) } else { Err(refusals::OWNERSHIP_NOT_OFFERED_TO_ONE) }
    }

    /// By whoever offered it, as long as it waits.
    pub fn may_be_withdrawn(&self, by: PersonId) -> Result<(), Refusal> {
        self.must_wait()?;
        if by == self.asked_by { Ok(()) } else { Err(refusals::OWNERSHIP_NOT_OFFERED_BY_ONE) }
    }

    fn must_wait(&self) -> Result<(), Refusal> {
        match self.state {
            OwnershipTransferState::Waiting => Ok(()),
            OwnershipTransferState::Expired => Err(refusals::OWNERSHIP_OVER),
            OwnershipTransferState::Accepted | OwnershipTransferState::Refused | OwnershipTransferState::Withdrawn => {
                Err(refusals::OWNERSHIP_DECIDED)
            }
        }
    }

    /// What the trail says of offering it.
    fn detail(&self) -> serde_json::Value {
        json!({ "person_id": self.person_id, "reason": self.reason, "expires_at": self.expires_at })
    }

    /// As decided by `caller` at `now`.
    #[must_use]
    fn decided(self, state: OwnershipTransferState, caller: &Caller, now: DateTime<Utc>, reason: Option<Text>) -> Self {
        // Only its two people decide, and it names both.
        let name = if caller.person_id == self.asked_by { &self.asked_by_name } else { &self.person_name };
        Self {
            state,
            decided_by: Some(caller.person_id),
            decided_by_name: Some(name.clone()),
            decided_at: Some(now),
            decision_reason: reason,
            revision: self.revision.next(),
            ..self
        }
    }

    /// With the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller) -> OwnershipTransferView {
        let own = caller.person_id;
        let actions = vec![
            caller.action::<AcceptOwnershipTransfers>(self.may_be_decided(own)),
            caller.action::<RefuseOwnershipTransfers>(self.may_be_decided(own)),
            caller.action::<WithdrawOwnershipTransfers>(self.may_be_withdrawn(own)),
        ];
        OwnershipTransferView { transfer: self, actions }
    }
}

impl Shown for OwnershipTransferView {
    fn revision(&self) -> Option<Revision> {
        Some(self.transfer.revision)
    }
}

/// Refuses somebody who would hold as owner what makes a toxic pair with what they hold.
async fn must_not_be_toxic(tx: &mut Tx, person: PersonId) -> Result<(), Error> {
    let held = holdings(tx, &[person], None).await?;
    let held: Vec<_> = held.iter().map(|one| one.code.as_str()).collect();
    let Some((one, other)) = toxic_pairs(&held, &Role::Owner.permissions()).into_iter().next() else { return Ok(()) };
    let detail = format!(
        "An owner holds one of `{one}` and `{other}`, and nobody holds both: the other is taken from whoever is to own the organisation first."
    );
    Err(Error::refused(refusals::TOXIC_PAIR, detail))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const OWNER: PersonId = PersonId(Uuid::from_u128(1));
    const SUCCESSOR: PersonId = PersonId(Uuid::from_u128(2));
    const OTHER: PersonId = PersonId(Uuid::from_u128(3));

    fn offer(state: OwnershipTransferState) -> OwnershipTransfer {
        let name = || Name::parse("Ada").expect("a name");
        OwnershipTransfer {
            id: OwnershipTransferId(Uuid::nil()),
            person_id: SUCCESSOR,
            person_name: name(),
            reason: Text::parse("I retire").expect("a text"),
            state,
            asked_by: OWNER,
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
    fn each_of_the_two_decides_what_is_theirs() {
        let waiting = offer(OwnershipTransferState::Waiting);

        assert_eq!((waiting.may_be_decided(SUCCESSOR), waiting.may_be_withdrawn(OWNER)), (Ok(()), Ok(())));
        for by in [OWNER, OTHER] {
            assert_eq!(waiting.may_be_decided(by), Err(refusals::OWNERSHIP_NOT_OFFERED_TO_ONE));
        }
        for by in [SUCCESSOR, OTHER] {
            assert_eq!(waiting.may_be_withdrawn(by), Err(refusals::OWNERSHIP_NOT_OFFERED_BY_ONE));
        }
    }

    #[test]
    fn what_is_decided_or_over_is_not_decided_again() {
        use OwnershipTransferState::{Accepted, Expired, Refused, Withdrawn};
        for state in [Accepted, Refused, Withdrawn] {
            assert_eq!(offer(state).may_be_decided(SUCCESSOR), Err(refusals::OWNERSHIP_DECIDED));
            assert_eq!(offer(state).may_be_withdrawn(OWNER), Err(refusals::OWNERSHIP_DECIDED));
        }
        assert_eq!(offer(Expired).may_be_decided(SUCCESSOR), Err(refusals::OWNERSHIP_OVER));
        assert_eq!(offer(Expired).may_be_withdrawn(OWNER), Err(refusals::OWNERSHIP_OVER));
    }
}
