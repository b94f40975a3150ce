//! A grant: rights that somebody asked for somebody else, why, until when, and what was decided.
//!
//! What stands in an allow-list says which grant it is from.
pub mod approve;
pub mod create;
pub mod list;
pub mod refuse;
pub(crate) mod store;
pub(crate) mod telling;
pub mod withdraw;

use access::{
    Action, Caller, CustomRole, Event, Role, Shown, Work,
    catalogue::{ApproveGrants, CATALOGUE, RefuseGrants, WithdrawGrants},
};
use chrono::{DateTime, Utc};
use kernel::{Error, GrantId, Name, PermissionPair, PersonId, Refusal, Revision, Text};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    refusals,
    role::{self, AnyRole, CustomRoleTemplate},
};

/// How a grant stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum GrantState {
    /// Somebody must agree before it is given.
    Waiting,
    /// It was given; what is held today is the person's allow-list.
    Given,
    Refused,
    /// It was taken back before it was decided.
    Withdrawn,
}

/// Rights that were asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Grant {
    pub id: GrantId,
    /// Who is to have them.
    pub person_id: PersonId,
    pub person_name: Name,
    /// Whose templates are copied into the person's own list.
    pub roles: Vec<Role>,
    /// Those of the organisation's own, with what their templates hold; they stay as they are as long as it waits.
    pub custom_roles: Vec<CustomRoleTemplate>,
    /// Further permissions, by themselves.
    #[schema(example = json!(["report.view"]))]
    pub permissions: Vec<String>,
    #[schema(example = "Stands in for Grace while she is away")]
    pub reason: Text,
    /// From then on they open nothing; null where they stay.
    pub expires_at: Option<DateTime<Utc>>,
    /// Why permissions are held together that nobody should hold together; null where there are none.
    pub waiver: Option<Text>,
    /// The pairs that the waiver is for: those that there were when it was asked for.
    #[schema(max_items = 100)]
    pub waived: Vec<PermissionPair>,
    pub state: GrantState,
    pub asked_by: PersonId,
    pub asked_by_name: Name,
    pub asked_at: DateTime<Utc>,
    /// Null as long as it waits, and where nobody had to agree.
    pub decided_by: Option<PersonId>,
    pub decided_by_name: Option<Name>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decision_reason: Option<Text>,
    pub revision: Revision,
}

/// A grant as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct GrantView {
    #[serde(flatten)]
    grant: Grant,
    actions: Vec<Action>,
}

impl Grant {
    /// All that it gives, each with its source: the role, or none where it was asked for by itself.
    pub fn contents(&self) -> Vec<(&str, Option<AnyRole>)> {
        let of_roles = role::contents(&self.roles, &self.custom_roles);
        let own = self.permissions.iter().map(|code| (code.as_str(), None));
        of_roles.into_iter().map(|(code, role)| (code, Some(role))).chain(own).collect()
    }

    /// The codes of its roles.
    pub fn role_codes(&self) -> Vec<String> {
        role::codes(&self.roles, self.custom_roles.iter().map(|role| role.id))
    }

    /// Whether a second person must agree: something in it is guarded, or a toxic pair is waived.
    pub fn needs_second_person(&self) -> bool {
        self.waiver.is_some() || self.contents().iter().any(|(code, _)| is_guarded(code))
    }

    /// By somebody else than whoever asked and whoever is given it, as long as it waits.
    pub fn may_be_approved(&self, by: PersonId, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.may_be_decided(by)?;
        if self.expires_at.is_some_and(|end| end <= now) { Err(refusals::GRANT_OVER) } else { Ok(()) }
    }

    /// As an approval.
    pub fn may_be_refused(&self, by: PersonId) -> Result<(), Refusal> {
        self.may_be_decided(by)
    }

    /// As long as it waits, by whoever may ask for grants, but not by whom it is for.
    pub fn may_be_withdrawn(&self, by: PersonId) -> Result<(), Refusal> {
        self.must_wait()?;
        if by == self.person_id { Err(refusals::GRANT_TO_ONESELF) } else { Ok(()) }
    }

    fn may_be_decided(&self, by: PersonId) -> Result<(), Refusal> {
        self.must_wait()?;
        if by == self.person_id {
            Err(refusals::GRANT_TO_ONESELF)
        } else if by == self.asked_by {
            Err(refusals::GRANT_ASKED_BY_ONESELF)
        } else {
            Ok(())
        }
    }

    fn must_wait(&self) -> Result<(), Refusal> {
        match self.state {
            GrantState::Waiting => Ok(()),
            GrantState::Given | GrantState::Refused | GrantState::Withdrawn => Err(refusals::GRANT_DECIDED),
        }
    }

    /// What the trail says of asking for it.
    fn detail(&self) -> serde_json::Value {
        let custom_roles: Vec<CustomRole> = self.custom_roles.iter().map(CustomRoleTemplate::named).collect();
        json!({ "person_id": self.person_id, "roles": self.roles, "custom_roles": custom_roles, "permissions": self.permissions,
            "state": self.state, "expires_at": self.expires_at, "reason": self.reason, "waiver": self.waiver,
            "waived": self.waived })
    }

    /// As decided by `caller` at `now`.
    #[must_use]
    fn decided(self, state: GrantState, caller: &Caller, now: DateTime<Utc>, reason: Option<Text>) -> Self {
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
    pub fn seen_by(self, caller: &Caller, now: DateTime<Utc>) -> GrantView {
        let own = caller.person_id;
        let actions = vec![
            caller.action::<ApproveGrants>(self.may_be_approved(own, now)),
            caller.action::<RefuseGrants>(self.may_be_refused(own)),
            caller.action::<WithdrawGrants>(self.may_be_withdrawn(own)),
        ];
        GrantView { grant: self, actions }
    }
}

impl Shown for GrantView {
    fn revision(&self) -> Option<Revision> {
        Some(self.grant.revision)
    }
}

/// The most grants of an organisation that wait.
const WAITING_MAX: i64 = 1000;

/// Refuses so many more that wait where there are enough.
pub(crate) async fn may_wait<P>(work: &mut Work<'_, P>, more: usize) -> Result<(), Error> {
    if store::waiting_count(work).await? + i64::try_from(more)? > WAITING_MAX {
        return Err(refusals::TOO_MANY_GRANTS.into());
    }
    Ok(())
}

/// Asks for roles of somebody whom the caller, of this name, invites.
pub(crate) async fn ask_for_invited<P>(
    work: &mut Work<'_, P>,
    asker: &Name,
    (person_id, person_name): (PersonId, Name),
    (roles, custom_roles): (Vec<Role>, Vec<CustomRoleTemplate>),
) -> Result<Grant, Error> {
    let asked_by = work.caller().person_id;
    let grant = Grant {
        id: GrantId(work.new_id()),
        person_id,
        person_name,
        roles,
        custom_roles,
        permissions: Vec::new(),
        reason: Text::parse("Invited to join").map_err(std::io::Error::other)?,
        expires_at: None,
        waiver: None,
        waived: Vec::new(),
        state: GrantState::Waiting,
        asked_by,
        asked_by_name: asker.clone(),
        asked_at: work.now(),
        decided_by: None,
        decided_by_name: None,
        decided_at: None,
        decision_reason: None,
        revision: Revision::FIRST,
    };
    store::insert(work, &grant).await?;
    Ok(grant)
}

/// The event of rights that were asked for beside something else.
pub(crate) fn asked_event(grant: &Grant) -> Event {
    Event::also("grant.created", grant.id, grant.detail())
}

/// Whether nobody is given this permission by one person alone.
pub(crate) fn is_guarded(code: &str) -> bool {
    CATALOGUE.iter().any(|entry| entry.code == code && entry.is_guarded)
}

#[cfg(test)]
mod tests {
    use kernel::CustomRoleId;
    use uuid::Uuid;

    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;
    const ASKER: PersonId = PersonId(Uuid::from_u128(1));
    const GIVEN: PersonId = PersonId(Uuid::from_u128(2));
    const OWNER: PersonId = PersonId(Uuid::from_u128(3));

    fn grant(roles: &[Role], permissions: &[&str]) -> Grant {
        let name = || Name::parse("Ada").expect("a name");
        Grant {
            id: GrantId(Uuid::nil()),
            person_id: GIVEN,
            person_name: name(),
            roles: roles.to_vec(),
            custom_roles: Vec::new(),
            permissions: permissions.iter().map(|&code| code.to_owned()).collect(),
            reason: Text::parse("Because").expect("a text"),
            expires_at: None,
            waiver: None,
            waived: Vec::new(),
            state: GrantState::Waiting,
            asked_by: ASKER,
            asked_by_name: name(),
            asked_at: NOW,
            decided_by: None,
            decided_by_name: None,
            decided_at: None,
            decision_reason: None,
            revision: Revision::FIRST,
        }
    }

    #[test]
    fn what_is_guarded_or_waived_needs_a_second_person() {
        assert!(!grant(&[Role::Requester], &["supplier.export"]).needs_second_person());
        assert!(grant(&[Role::Accounts], &[]).needs_second_person());
        assert!(grant(&[], &["purchase_order.approve"]).needs_second_person());
        let waiver = Text::parse("Only two of us").ok();
        assert!(Grant { waiver, ..grant(&[Role::Requester], &[]) }.needs_second_person());
    }

    #[test]
    fn each_permission_has_its_source() {
        let contents = grant(&[Role::Requester], &["supplier.export"]);
        let contents = contents.contents();

        assert!(contents.contains(&("requisition.create", Some(AnyRole::BuiltIn(Role::Requester)))));
        assert_eq!(contents.last(), Some(&("supplier.export", None)));
    }

    #[test]
    fn a_role_of_its_own_brings_what_its_template_holds() {
        let (id, name) = (CustomRoleId(Uuid::nil()), Name::parse("Buyer").expect("a name"));
        let holds = |code: &str| {
            let custom_roles = vec![CustomRoleTemplate { id, name: name.clone(), permissions: vec![code.to_owned()] }];
            Grant { custom_roles, ..grant(&[], &[]) }
        };

        assert_eq!(holds("supplier.view").contents(), [("supplier.view", Some(AnyRole::Custom(id)))]);
        assert!(!holds("supplier.view").needs_second_person());
        assert!(holds("purchase_order.issue").needs_second_person());
        assert_eq!(holds("supplier.view").role_codes(), ["custom:00000000-0000-0000-0000-000000000000"]);
    }

    #[test]
    fn neither_who_asked_nor_who_is_given_it_decides() {
        let waiting = grant(&[Role::Accounts], &[]);

        assert_eq!(waiting.may_be_approved(OWNER, NOW), Ok(()));
        assert_eq!(waiting.may_be_approved(ASKER, NOW), Err(refusals::GRANT_ASKED_BY_ONESELF));
        assert_eq!(waiting.may_be_approved(GIVEN, NOW), Err(refusals::GRANT_TO_ONESELF));
        assert_eq!(waiting.may_be_refused(GIVEN), Err(refusals::GRANT_TO_ONESELF));
        assert_eq!(waiting.may_be_withdrawn(ASKER), Ok(()));
        assert_eq!(waiting.may_be_withdrawn(GIVEN), Err(refusals::GRANT_TO_ONESELF));
    }

    #[test]
    fn what_is_decided_or_over_is_not_decided_again() {
        for state in [GrantState::Given, GrantState::Refused, GrantState::Withdrawn] {
            let decided = Grant { state, ..grant(&[Role::Accounts], &[]) };
            assert_eq!(decided.may_be_approved(OWNER, NOW), Err(refusals::GRANT_DECIDED));
            assert_eq!(decided.may_be_withdrawn(ASKER), Err(refusals::GRANT_DECIDED));
        }
        let over = Grant { expires_at: Some(NOW), ..grant(&[Role::Accounts], &[]) };
        assert_eq!(over.may_be_approved(OWNER, NOW), Err(refusals::GRANT_OVER));
        assert_eq!(over.may_be_refused(OWNER), Ok(()));
    }
}
