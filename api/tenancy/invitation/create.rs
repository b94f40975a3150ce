//! Invite people: one, or a list of them.
use std::collections::{HashMap, HashSet};

use access::{
    Answer, Changed, CustomRole, Event, InvitationMail, Permit, Role, Shown, Work, catalogue::CreateInvitations,
    toxic_pairs,
};
use kernel::{CustomRoleId, DepartmentId, Email, Error, FieldError, InvitationId, Json, Name, PersonId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{InvitationView, LIFE, store};
use crate::{
    directory,
    grant::{self, create::CUSTOM_ROLES_MAX},
    refusals,
    role::{self, AnyRole, CustomRoleTemplate},
};

/// The most people of one request.
const AT_ONCE: usize = 100;
/// The most invitations of an organisation that nobody has used or taken back.
const OPEN_MAX: i64 = 1000;
/// Lets its holder give guarded rights without a second person.
const GOVERNING: &str = "invitation.create_governing";

/// Whom to invite; all of them or nobody.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateInvitationsRequest {
    #[schema(min_items = 1, max_items = 100)]
    people: Vec<NewPerson>,
}

/// Somebody to invite.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    name: Name,
    /// Nobody of the organisation has it yet.
    email: Email,
    /// One that is in use.
    department_id: Option<DepartmentId>,
    /// Whose permissions are copied into the person's own list; each once. What is guarded waits for somebody to agree, unless the caller invites with
    /// `invitation.create_governing`.
    #[serde(default)]
    #[schema(max_items = 7)]
    roles: Vec<Role>,
    /// Roles of the organisation's own, in use; each once, and at least one role of either kind.
    #[serde(default)]
    #[schema(max_items = 20)]
    custom_roles: Vec<CustomRoleId>,
}

/// Who was invited, in the order of the request.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationsCreated {
    #[schema(min_items = 1, max_items = 100)]
    items: Vec<InvitationView>,
}

impl Shown for InvitationsCreated {}

/// What is there already of what the request names.
struct Known {
    /// Addresses of the organisation, and whether their holder was invited and has not joined.
    emails: HashMap<Email, bool>,
    departments: HashSet<DepartmentId>,
    custom_roles: Vec<CustomRoleTemplate>,
}

/// The roles of somebody who is invited.
#[derive(Default)]
struct Roles {
    built_in: Vec<Role>,
    custom: Vec<CustomRoleTemplate>,
}

/// Invite people
///
/// Each is mailed a link, good for seven days, by which they choose a password and join; until then their account can do nothing. The permissions of
/// the roles are copied into their own list now. Where a role is guarded and the caller may not give it alone, it is asked for as a grant, and the account
/// begins with what everybody may.
#[utoipa::path(post, path = "/invitations", tag = "people", request_body = CreateInvitationsRequest,
    responses((status = 201, body = InvitationsCreated, description = "They are invited.")))]
pub async fn create_invitations(
    permit: Permit<CreateInvitations>,
    request: Json<CreateInvitationsRequest>,
) -> Result<Answer<InvitationsCreated>, Error> {
    permit.change(async |work| create(work, request.into_inner().people).await).await
}

/// Checks all of them, enters each, mails and tells.
pub async fn create(
    work: &mut Work<'_, CreateInvitations>,
    people: Vec<NewPerson>,
) -> Result<Changed<InvitationsCreated>, Error> {
    if !(1..=AT_ONCE).contains(&people.len()) {
        return Err(Error::invalid("people", "too_many", format!("Must be 1 to {AT_ONCE} people.")));
    }
    let caller = work.caller().person_id;
    let inviter = directory::name_of(work, caller).await?.ok_or_else(Error::not_found)?;
    let known = known(work, &people).await?;
    let errors = wrong(&people, &known);
    if !errors.is_empty() {
        return Err(Error::invalid_fields(errors));
    }
    may_be_open(work, people.len()).await?;
    let expires_at = work.now() + LIFE;
    let may_give_guarded = work.caller().holds_code(GOVERNING);
    let (mut items, mut events, mut asked) = (Vec::new(), Vec::new(), Vec::new());
    for person in people {
        let (id, person_id) = (InvitationId(work.new_id()), PersonId(work.new_id()));
        let (waiting, given) = known.roles_of(&person).parted(may_give_guarded);
        let NewPerson { name, email, department_id, .. } = person;
        store::enter(work, person_id, &name, &email, department_id).await?;
        store::invite(work, id, person_id, expires_at).await?;
        store::give(work, person_id, &given.codes(), &contents(&given, !waiting.is_empty())).await?;
        let detail = json!({ "person_id": person_id, "roles": given.built_in, "custom_roles": given.named(),
            "waiting_roles": waiting.built_in, "waiting_custom_roles": waiting.named() });
        events.push(Event::of::<CreateInvitations>(id, detail));
        if !waiting.is_empty() {
            let waiting = (waiting.built_in, waiting.custom);
            asked.push(grant::ask_for_invited(work, &inviter, (person_id, name), waiting).await?);
        }
        mail(work, person_id, &inviter).await?;
        items.push(store::lock(work, id).await?.seen_by(work.caller(), work.now()));
    }
    grant::may_wait(work, 0).await?;
    grant::telling::who_may_agree(work, &asked).await?;
    events.extend(asked.iter().map(grant::asked_event));
    let mut events = events.into_iter();
    let first = events.next().ok_or_else(|| Error::invalid("people", "too_few", "Must be at least one."))?;
    let changed = Changed::new(InvitationsCreated { items }, first).created_at("/v1/invitations".to_owned());
    Ok(events.fold(changed, Changed::and))
}

/// Refuses so many more open invitations where there are enough.
pub(super) async fn may_be_open<P>(work: &mut Work<'_, P>, more: usize) -> Result<(), Error> {
    if store::open_count(work).await? + i64::try_from(more)? > OPEN_MAX {
        return Err(refusals::TOO_MANY_INVITATIONS.into());
    }
    Ok(())
}

/// Mails somebody whom the caller, of this name, invites their link.
pub(super) async fn mail<P>(work: &mut Work<'_, P>, person: PersonId, inviter: &Name) -> Result<(), Error> {
    work.mail_invitation(InvitationMail { person, inviter: inviter.as_str(), life: LIFE }).await
}

async fn known(work: &mut Work<'_, CreateInvitations>, people: &[NewPerson]) -> Result<Known, Error> {
    let emails: Vec<_> = people.iter().map(|person| person.email.clone()).collect();
    let departments: Vec<_> = people.iter().filter_map(|person| person.department_id).collect();
    let custom_roles: HashSet<_> = people.iter().flat_map(|person| person.custom_roles.iter().copied()).collect();
    Ok(Known {
        custom_roles: role::store::given(work, &custom_roles.into_iter().collect::<Vec<_>>()).await?,
        emails: store::known_emails(work, &emails).await?,
        departments: store::departments_in_use(work, &departments).await?,
    })
}

// Every broken rule, by its field.
fn wrong(people: &[NewPerson], known: &Known) -> Vec<FieldError> {
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for (person, place) in people.iter().zip(0_usize..) {
        let mut refuse = |field: &str, rule: &str, message: &str| {
            errors.push(FieldError::new(format!("people[{place}].{field}"), rule, message));
        };
        if !seen.insert(&person.email) {
            refuse("email", "twice", "Must stand once in the list.");
        }
        match known.emails.get(&person.email) {
            Some(true) => refuse("email", "invited", "Was invited already: send that invitation once more."),
            Some(false) => refuse("email", "taken", "Somebody of the organisation has this address."),
            None => {}
        }
        if person.department_id.is_some_and(|id| !known.departments.contains(&id)) {
            refuse("department_id", "unknown", "There is no such department in use.");
        }
        let mut roles = HashSet::new();
        let has_none = person.roles.is_empty() && person.custom_roles.is_empty();
        if has_none || !person.roles.iter().all(|role| roles.insert(role)) {
            refuse("roles", "each_once", "Must be at least one role, each once.");
        }
        if person.custom_roles.len() > CUSTOM_ROLES_MAX {
            refuse("custom_roles", "too_many", &format!("Must be at most {CUSTOM_ROLES_MAX} roles."));
        }
        let all = known.roles_of(person);
        let permissions: Vec<_> = all.contents().into_iter().map(|(code, _)| code).collect();
        if !toxic_pairs(&[], &permissions).is_empty() {
            refuse(
                "roles",
                "toxic",
                "Nobody holds all of these together: invite with some, then ask for the others with a waiver.",
            );
        }
        let field = format!("people[{place}].custom_roles");
        errors.extend(role::wrong_ids(&field, &person.custom_roles, &known.custom_roles));
    }
    errors
}

// What the roles hold, each permission with its source, and what everybody may where a role is still to come.
fn contents(roles: &Roles, is_more_to_come: bool) -> Vec<(&str, Option<AnyRole>)> {
    let shared = if is_more_to_come { Role::shared_permissions() } else { Vec::new() };
    let of_roles = roles.contents().into_iter().map(|(code, role)| (code, Some(role)));
    of_roles.chain(shared.into_iter().map(|code| (code, None))).collect()
}

impl Known {
    // The roles that somebody is to have, as far as they are known.
    fn roles_of(&self, person: &NewPerson) -> Roles {
        let custom = self.custom_roles.iter().filter(|role| person.custom_roles.contains(&role.id)).cloned().collect();
        Roles { built_in: person.roles.clone(), custom }
    }
}

impl Roles {
    // Those that somebody must agree to, and those that are given now.
    fn parted(self, may_give_guarded: bool) -> (Self, Self) {
        let (waiting_built_in, built_in) =
            self.built_in.into_iter().partition(|role| role.is_guarded() && !may_give_guarded);
        let (waiting_custom, custom) = self.custom.into_iter().partition(|role| role.is_guarded() && !may_give_guarded);
        (Self { built_in: waiting_built_in, custom: waiting_custom }, Self { built_in, custom })
    }

    fn is_empty(&self) -> bool {
        self.built_in.is_empty() && self.custom.is_empty()
    }

    fn contents(&self) -> Vec<(&str, AnyRole)> {
        role::contents(&self.built_in, &self.custom)
    }

    fn codes(&self) -> Vec<String> {
        role::codes(&self.built_in, self.custom.iter().map(|role| role.id))
    }

    fn named(&self) -> Vec<CustomRole> {
        self.custom.iter().map(CustomRoleTemplate::named).collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn somebody(email: &str, roles: &[Role]) -> NewPerson {
        let (name, email) = (Name::parse("Ada").expect("a name"), Email::parse(email).expect("an address"));
        NewPerson { name, email, department_id: None, roles: roles.to_vec(), custom_roles: Vec::new() }
    }

    fn broken(people: &[NewPerson]) -> Vec<(String, String)> {
        let taken = |email: &str| Email::parse(email).expect("an address");
        let emails = HashMap::from([(taken("here@example.com"), false), (taken("invited@example.com"), true)]);
        let known = Known { emails, departments: HashSet::new(), custom_roles: Vec::new() };
        wrong(people, &known).into_iter().map(|error| (error.field, error.rule)).collect()
    }

    fn at(field: &str, rule: &str) -> (String, String) {
        (field.to_owned(), rule.to_owned())
    }

    #[test]
    fn each_broken_rule_is_named_where_it_is_broken() {
        let retired =
            NewPerson { department_id: Some(DepartmentId(Uuid::nil())), ..somebody("b@example.com", &[Role::Auditor]) };
        let people = [
            somebody("a@example.com", &[Role::Requester]),
            somebody("A@example.com", &[Role::Requester]),
            somebody("here@example.com", &[Role::Requester]),
            somebody("invited@example.com", &[Role::Requester]),
            retired,
            somebody("c@example.com", &[]),
            somebody("d@example.com", &[Role::Accounts, Role::Accounts]),
            somebody("e@example.com", &[Role::Admin, Role::Accounts]),
        ];

        let expected = [
            at("people[1].email", "twice"),
            at("people[2].email", "taken"),
            at("people[3].email", "invited"),
            at("people[4].department_id", "unknown"),
            at("people[5].roles", "each_once"),
            at("people[6].roles", "each_once"),
            at("people[7].roles", "toxic"),
        ];
        assert_eq!(broken(&people), expected);
    }

    #[test]
    fn each_permission_of_several_roles_has_its_sources() {
        let roles = Roles { built_in: vec![Role::Requester, Role::HeadOfDepartment], custom: Vec::new() };
        let both = contents(&roles, false);

        for role in [Role::Requester, Role::HeadOfDepartment] {
            assert!(both.contains(&("requisition.create", Some(AnyRole::BuiltIn(role)))), "{role}");
        }
        assert!(both.iter().all(|(_, source)| source.is_some()));
    }

    #[test]
    fn whoever_waits_for_a_role_begins_with_what_everybody_may() {
        let nothing = Roles::default();
        let shared = contents(&nothing, true);

        assert!(shared.contains(&("session.view", None)) && shared.contains(&("profile.update", None)));
        assert!(shared.iter().all(|(code, _)| Role::ALL.iter().all(|role| role.permissions().contains(code))));
    }
}
