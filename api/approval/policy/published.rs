//! A version as the organisation knows it: whether it holds, will hold, held, or never will.
use access::{Action, Caller, catalogue::WithdrawApprovalPolicies};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Name, Note, PersonId, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{PolicyVersion, draft::PolicyDraftId, refusals};

/// How close to its hour a version can no longer be withdrawn: the database keeps the same distance.
const NOTICE: TimeDelta = TimeDelta::minutes(1);

/// A version, and what the organisation knows of it.
pub(crate) struct Published {
    pub version: PolicyVersion,
    pub publisher_name: Option<Name>,
    pub is_in_force: bool,
    pub draft_id: Option<PolicyDraftId>,
    pub withdrawal: Option<Withdrawal>,
}

/// That somebody took a version back before it took effect.
pub(crate) struct Withdrawal {
    pub by: PersonId,
    pub by_name: Name,
    pub at: DateTime<Utc>,
    pub reason: Note,
}

/// Where a version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ApprovalPolicyState)]
pub enum PolicyState {
    /// Its hour is yet to come.
    Scheduled,
    /// What is submitted goes through it.
    InForce,
    /// Another one took its place; what was submitted under it keeps it.
    Superseded,
    /// It was taken back before its hour.
    Withdrawn,
}

impl Published {
    pub(crate) fn state(&self, now: DateTime<Utc>) -> PolicyState {
        if self.withdrawal.is_some() {
            PolicyState::Withdrawn
        } else if self.is_in_force {
            PolicyState::InForce
        } else if self.version.effective_from > now {
            PolicyState::Scheduled
        } else {
            PolicyState::Superseded
        }
    }

    pub(crate) fn may_be_withdrawn(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.withdrawal.is_some() {
            Err(refusals::POLICY_IS_WITHDRAWN)
        } else if self.version.effective_from.signed_duration_since(now) <= NOTICE {
            Err(refusals::POLICY_TOOK_EFFECT)
        } else {
            Ok(())
        }
    }

    /// What `caller` may do with it, and why not.
    pub(crate) fn actions(&self, caller: &Caller, now: DateTime<Utc>) -> Vec<Action> {
        vec![caller.action::<WithdrawApprovalPolicies>(self.may_be_withdrawn(now))]
    }
}
