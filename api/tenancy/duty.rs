//! Duties that are kept apart: acts that one person does not unite. A few an organisation that is too small may let one person do, while somebody
//! who is named looks at it afterwards.
pub mod list;
mod pair;
mod store;
pub mod update;

use access::{Action, Caller, Shown, catalogue::UpdateDuties};
use chrono::{DateTime, Utc};
use kernel::{Error, Name, PersonId, Refusal, Revision, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use pair::DutyPair;

use crate::refusals;

/// What happens when one person would do both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum DutyMode {
    /// It is refused.
    Prevent,
    /// It is done, and somebody else is named, who looks at it afterwards.
    Detect,
}

/// Two duties, and how they are kept apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Duty {
    pub pair: DutyPair,
    /// What nobody does alone.
    #[schema(example = "Whoever entered or changed a supplier does not activate it.")]
    pub meaning: &'static str,
    /// Whether an organisation may let one person do both while somebody looks at it afterwards.
    pub may_be_detected: bool,
    pub mode: DutyMode,
    /// Who looks at it afterwards; null where one person cannot do both.
    pub reviewer_id: Option<PersonId>,
    pub reviewer_name: Option<Name>,
    /// False where whoever was named is no longer an active owner or auditor who may review exceptions: it is refused as long as nobody else is named.
    pub reviewer_stands: bool,
    /// Why it was set so; null where it never was.
    pub reason: Option<Text>,
    pub set_by: Option<PersonId>,
    pub set_by_name: Option<Name>,
    pub set_at: Option<DateTime<Utc>>,
    pub revision: Revision,
}

/// Two duties as this caller sees them.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyView {
    #[serde(flatten)]
    duty: Duty,
    actions: Vec<Action>,
}

impl Duty {
    /// As long as nobody says otherwise.
    pub fn apart(pair: DutyPair) -> Self {
        Self {
            pair,
            meaning: pair.meaning(),
            may_be_detected: pair.may_be_detected(),
            mode: DutyMode::Prevent,
            reviewer_id: None,
            reviewer_name: None,
            reviewer_stands: false,
            reason: None,
            set_by: None,
            set_by_name: None,
            set_at: None,
            revision: Revision::FIRST,
        }
    }

    /// Only some are ever left to a look afterwards.
    pub fn may_be_set(&self) -> Result<(), Refusal> {
        if self.may_be_detected { Ok(()) } else { Err(refusals::DUTY_STAYS_APART) }
    }

    /// With the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller) -> DutyView {
        DutyView { actions: vec![caller.action::<UpdateDuties>(self.may_be_set())], duty: self }
    }
}

impl DutyMode {
    /// Somebody is named exactly where somebody looks at it afterwards.
    pub fn must_fit(self, reviewer: Option<PersonId>) -> Result<(), Error> {
        match (self, reviewer) {
            (Self::Prevent, None) | (Self::Detect, Some(_)) => Ok(()),
            (Self::Prevent, Some(_)) => {
                Err(Error::invalid("reviewer_id", "not_detected", "Leave it out where one person cannot do both."))
            }
            (Self::Detect, None) => {
                Err(Error::invalid("reviewer_id", "missing", "Must say who looks at it afterwards."))
            }
        }
    }
}

impl Shown for DutyView {
    fn revision(&self) -> Option<Revision> {
        Some(self.duty.revision)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn only_some_are_ever_left_to_a_look_afterwards() {
        assert_eq!(Duty::apart(DutyPair::SupplierActivation).may_be_set(), Ok(()));
        assert_eq!(Duty::apart(DutyPair::DocumentApproval).may_be_set(), Err(refusals::DUTY_STAYS_APART));
    }

    #[test]
    fn somebody_is_named_exactly_where_somebody_looks() {
        let rule = |mode: DutyMode, reviewer| {
            let error = mode.must_fit(reviewer).err()?;
            error.problem().errors.first().map(|error| error.rule.clone())
        };
        let somebody = Some(PersonId(Uuid::nil()));

        assert_eq!(rule(DutyMode::Prevent, None), None);
        assert_eq!(rule(DutyMode::Detect, somebody), None);
        assert_eq!(rule(DutyMode::Prevent, somebody), Some("not_detected".to_owned()));
        assert_eq!(rule(DutyMode::Detect, None), Some("missing".to_owned()));
    }
}
