//! An invitation: somebody was asked to join, with the department, the roles and so the permissions that they will have.
pub mod create;
pub mod list;
pub mod resend;
mod store;
pub mod withdraw;

use std::time::Duration;

use access::{
    Action, Caller, CustomRole, Role, Shown,
    catalogue::{ResendInvitations, WithdrawInvitations},
};
use chrono::{DateTime, Utc};
use kernel::{DepartmentId, Email, InvitationId, Name, PersonId, Refusal, Revision};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::refusals;

/// How long the link of an invitation opens something.
const LIFE: Duration = Duration::from_hours(7 * 24);

/// How an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// Its link can be used.
    Open,
    /// Nobody used its link in time.
    Expired,
    /// It was taken back.
    Withdrawn,
    /// Whoever was invited has joined.
    Joined,
}

/// An invitation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Invitation {
    pub id: InvitationId,
    /// The account, which can do nothing before its person has joined.
    pub person_id: PersonId,
    #[schema(example = "Ada Okafor")]
    pub name: Name,
    pub email: Email,
    pub department_id: Option<DepartmentId>,
    pub department_name: Option<Name>,
    /// From which templates the permissions were copied.
    pub roles: Vec<Role>,
    /// Those of them that are the organisation's own.
    pub custom_roles: Vec<CustomRole>,
    /// Roles that somebody must agree to first.
    pub waiting_roles: Vec<Role>,
    /// Those of them that are the organisation's own.
    pub waiting_custom_roles: Vec<CustomRole>,
    pub invited_by: PersonId,
    pub invited_by_name: Name,
    /// When it was mailed last.
    pub sent_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub joined_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub revision: Revision,
}

/// An invitation as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationView {
    #[serde(flatten)]
    invitation: Invitation,
    state: InvitationState,
    actions: Vec<Action>,
}

impl Invitation {
    /// How it stands at a moment.
    pub fn state(&self, now: DateTime<Utc>) -> InvitationState {
        match (self.joined_at, self.withdrawn_at) {
            (Some(_), _) => InvitationState::Joined,
            (None, Some(_)) => InvitationState::Withdrawn,
            (None, None) if self.expires_at <= now => InvitationState::Expired,
            (None, None) => InvitationState::Open,
        }
    }

    /// Whoever has joined needs none; one that has expired or was taken back is open again.
    pub fn may_be_resent(&self) -> Result<(), Refusal> {
        if self.joined_at.is_some() { Err(refusals::INVITATION_USED) } else { Ok(()) }
    }

    /// Once, as long as nobody has joined by it.
    pub fn may_be_withdrawn(&self) -> Result<(), Refusal> {
        match (self.joined_at, self.withdrawn_at) {
            (Some(_), _) => Err(refusals::INVITATION_USED),
            (None, Some(_)) => Err(refusals::INVITATION_WITHDRAWN),
            (None, None) => Ok(()),
        }
    }

    /// With its state and the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller, now: DateTime<Utc>) -> InvitationView {
        let actions = vec![
            caller.action::<ResendInvitations>(self.may_be_resent()),
            caller.action::<WithdrawInvitations>(self.may_be_withdrawn()),
        ];
        InvitationView { state: self.state(now), invitation: self, actions }
    }
}

impl Shown for InvitationView {
    fn revision(&self) -> Option<Revision> {
        Some(self.invitation.revision)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn invitation() -> Invitation {
        Invitation {
            id: InvitationId(Uuid::nil()),
            person_id: PersonId(Uuid::nil()),
            name: Name::parse("Ada").expect("a name"),
            email: Email::parse("ada@example.com").expect("an address"),
            department_id: None,
            department_name: None,
            waiting_roles: Vec::new(),
            waiting_custom_roles: Vec::new(),
            roles: vec![Role::Requester],
            custom_roles: Vec::new(),
            invited_by: PersonId(Uuid::nil()),
            invited_by_name: Name::parse("Alan").expect("a name"),
            sent_at: NOW,
            expires_at: NOW + LIFE,
            joined_at: None,
            withdrawn_at: None,
            revision: Revision::FIRST,
        }
    }

    #[test]
    fn it_is_open_for_seven_days() {
        let last = NOW + LIFE - Duration::from_secs(1);

        assert_eq!(invitation().state(last), InvitationState::Open);
        assert_eq!(invitation().state(NOW + LIFE), InvitationState::Expired);
    }

    #[test]
    fn whoever_has_joined_is_invited_no_more() {
        let joined = Invitation { joined_at: Some(NOW), ..invitation() };

        assert_eq!(joined.state(NOW + LIFE), InvitationState::Joined);
        assert_eq!(joined.may_be_resent(), Err(refusals::INVITATION_USED));
        assert_eq!(joined.may_be_withdrawn(), Err(refusals::INVITATION_USED));
    }

    #[test]
    fn what_was_taken_back_can_be_sent_again_and_not_taken_back_twice() {
        let withdrawn = Invitation { withdrawn_at: Some(NOW), ..invitation() };

        assert_eq!(withdrawn.state(NOW), InvitationState::Withdrawn);
        assert_eq!(withdrawn.may_be_resent(), Ok(()));
        assert_eq!(withdrawn.may_be_withdrawn(), Err(refusals::INVITATION_WITHDRAWN));
        assert_eq!(invitation().may_be_withdrawn(), Ok(()));
    }
}
