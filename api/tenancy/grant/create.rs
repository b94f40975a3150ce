//! Give somebody else roles and permissions, or ask for what needs a second person.
use std::collections::HashSet;

use access::{Answer, Changed, Event, Permit, Role, Work, catalogue::CreateGrants, toxic_pairs};
use chrono::{DateTime, Duration, Utc};
use kernel::{CustomRoleId, Error, FieldError, GrantId, Json, Name, PermissionPair, PersonId, Revision, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Grant, GrantState, GrantView, may_wait, store, telling};
use crate::{
    directory,
    permission::{self, PermissionCode},
    person, refusals,
    role::{self, CustomRoleTemplate},
};

const PERMISSIONS_MAX: usize = 100;
/// The most roles of the organisation's own at once.
pub(crate) const CUSTOM_ROLES_MAX: usize = 20;
/// How long rights that end may be held.
const LIFE_MAX: Duration = Duration::days(366);
/// How long a toxic pair may be waived.
const WAIVER_MAX: Duration = Duration::days(90);

/// Who is to have which rights, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateGrantRequest {
    /// Anybody else who is active or invited.
    person_id: PersonId,
    /// Whose templates are copied into the person's own list; each once. A role that is held already gives what its template holds by now.
    #[serde(default)]
    #[schema(max_items = 7)]
    roles: Vec<Role>,
    /// Roles of the organisation's own, in use; each once.
    #[serde(default)]
    #[schema(max_items = 20)]
    custom_roles: Vec<CustomRoleId>,
    /// Further permissions, by themselves; each once, live, and not given by itself already.
    #[serde(default)]
    #[schema(max_items = 100)]
    permissions: Vec<PermissionCode>,
    #[schema(example = "Stands in for Grace while she is away")]
    reason: Text,
    /// From then on the rights open nothing: within 366 days. Without it they stay.
    expires_at: Option<DateTime<Utc>>,
    /// Why permissions are to be held together that nobody should hold together; only with an end within 90 days. It is for the pairs of this moment.
    #[schema(example = "There are two of us until the new accountant comes")]
    waiver: Option<Text>,
}

/// Give rights
///
/// What is not guarded is given at once, and holds from the person's next request on. As soon as one permission is guarded all of it waits for
/// somebody else who may approve grants, and they are told by mail. Nobody gives to themselves. Permissions that nobody should hold together are
/// refused without a waiver, and so is a pair that comes about before it is given.
#[utoipa::path(post, path = "/grants", tag = "people", request_body = CreateGrantRequest,
    responses((status = 201, body = GrantView, description = "The grant: `given`, or `waiting` for somebody to agree.")))]
pub async fn create_grant(
    permit: Permit<CreateGrants>,
    request: Json<CreateGrantRequest>,
) -> Result<Answer<GrantView>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Checks, keeps what is asked for, and gives it or tells who may agree.
pub async fn create(
    work: &mut Work<'_, CreateGrants>,
    request: CreateGrantRequest,
) -> Result<Changed<GrantView>, Error> {
    let own = work.caller().person_id;
    if request.person_id == own {
        return Err(refusals::GRANT_TO_ONESELF.into());
    }
    let now = work.now();
    let mut errors = wrong(&request, now);
    // Nobody else gives to the same person meanwhile.
    let to = match person::store::lock_if_there(work, request.person_id).await? {
        Some(person) if person.may_be_given_rights() => Some(person),
        Some(_) => {
            errors.push(FieldError::new("person_id", "inactive", "Must be somebody active or invited."));
            None
        }
        None => {
            errors.push(FieldError::new("person_id", "unknown", "There is no such person."));
            None
        }
    };
    let custom_roles = role::store::given(work, &request.custom_roles).await?;
    errors.extend(role::wrong_ids("custom_roles", &request.custom_roles, &custom_roles));
    let held = permission::store::holdings(work, &[request.person_id], None).await?;
    for (PermissionCode(code), place) in request.permissions.iter().zip(0_usize..) {
        if held.iter().any(|one| one.source.is_own() && one.source.expires_at.is_none() && one.code == *code) {
            errors.push(FieldError::new(format!("permissions[{place}]"), "held", "The person holds it already."));
        }
    }
    let (Some(to), true) = (to, errors.is_empty()) else { return Err(Error::invalid_fields(errors)) };
    let grant = asked(request, custom_roles, to.name, (own, own_name(work).await?), GrantId(work.new_id()), now);
    let held: Vec<_> = held.iter().map(|one| one.code.as_str()).collect();
    let waived = if grant.waiver.is_some() { toxic(&grant, &held) } else { Vec::new() };
    let grant = Grant { waived, ..grant };
    must_not_be_toxic(&grant, &held)?;
    if grant.state == GrantState::Waiting {
        may_wait(work, 1).await?;
    }
    store::insert(work, &grant).await?;
    match grant.state {
        GrantState::Given => {
            store::give(work, &grant).await?;
            telling::that_it_is_given(work, &grant).await?;
        }
        GrantState::Waiting | GrantState::Refused | GrantState::Withdrawn => {
            telling::who_may_agree(work, std::slice::from_ref(&grant)).await?;
        }
    }
    let place = format!("/v1/grants?person_id={}", grant.person_id);
    let event = Event::of::<CreateGrants>(grant.id, grant.detail());
    Ok(Changed::new(grant.seen_by(work.caller(), now), event).created_at(place))
}

async fn own_name<P>(work: &mut Work<'_, P>) -> Result<Name, Error> {
    let own = work.caller().person_id;
    directory::name_of(work, own).await?.ok_or_else(Error::not_found)
}

fn asked(
    request: CreateGrantRequest,
    custom_roles: Vec<CustomRoleTemplate>,
    name: Name,
    asker: (PersonId, Name),
    id: GrantId,
    now: DateTime<Utc>,
) -> Grant {
    let CreateGrantRequest { person_id, mut roles, permissions, reason, expires_at, waiver, .. } = request;
    let mut permissions: Vec<_> = permissions.into_iter().map(|code| code.0).collect();
    roles.sort_unstable();
    permissions.sort_unstable();
    let grant = Grant {
        id,
        person_id,
        person_name: name,
        roles,
        custom_roles,
        permissions,
        reason,
        expires_at,
        waiver,
        waived: Vec::new(),
        state: GrantState::Given,
        asked_by: asker.0,
        asked_by_name: asker.1,
        asked_at: now,
        decided_by: None,
        decided_by_name: None,
        decided_at: None,
        decision_reason: None,
        revision: Revision::FIRST,
    };
    let state = if grant.needs_second_person() { GrantState::Waiting } else { GrantState::Given };
    Grant { state, ..grant }
}

/// Refuses what makes a toxic pair with what is `held`, unless that very pair is waived.
pub(super) fn must_not_be_toxic(grant: &Grant, held: &[&str]) -> Result<(), Error> {
    let pairs: Vec<_> = toxic(grant, held).into_iter().filter(|pair| !grant.waived.contains(pair)).collect();
    let Some(PermissionPair { first, second }) = pairs.first() else { return Ok(()) };
    let detail = format!("Nobody holds `{first}` and `{second}` together without a waiver that ends.");
    Err(Error::refused_pairs(refusals::TOXIC_PAIR, detail, pairs))
}

// The pairs that nobody should hold together and that somebody who holds `held` would then hold.
fn toxic(grant: &Grant, held: &[&str]) -> Vec<PermissionPair> {
    let wanted: Vec<_> = grant.contents().into_iter().map(|(code, _)| code).collect();
    toxic_pairs(held, &wanted).into_iter().map(|(first, second)| PermissionPair { first, second }).collect()
}

// Every broken rule that the request alone shows, by its field.
fn wrong(request: &CreateGrantRequest, now: DateTime<Utc>) -> Vec<FieldError> {
    let CreateGrantRequest { roles, custom_roles, permissions, expires_at, waiver, .. } = request;
    let mut errors = permission::wrong_codes(permissions);
    let mut refuse = |field: &str, rule: &str, message: &str| errors.push(FieldError::new(field, rule, message));
    if roles.is_empty() && custom_roles.is_empty() && permissions.is_empty() {
        refuse("roles", "nothing", "Must give a role or a permission.");
    }
    let mut seen = HashSet::new();
    if !roles.iter().all(|role| seen.insert(role)) {
        refuse("roles", "each_once", "Must be each role once.");
    }
    if permissions.len() > PERMISSIONS_MAX {
        refuse("permissions", "too_many", &format!("Must be at most {PERMISSIONS_MAX} permissions."));
    }
    if custom_roles.len() > CUSTOM_ROLES_MAX {
        refuse("custom_roles", "too_many", &format!("Must be at most {CUSTOM_ROLES_MAX} roles."));
    }
    match (expires_at, waiver) {
        (Some(end), _) if *end <= now || *end > now + LIFE_MAX => {
            refuse("expires_at", "out_of_range", "Must be within 366 days from now.");
        }
        (Some(end), Some(_)) if *end > now + WAIVER_MAX => {
            refuse("expires_at", "waiver_too_long", "Must be within 90 days from now where a pair is waived.");
        }
        (None, Some(_)) => refuse("expires_at", "missing", "Must be given where a pair is waived."),
        _ => {}
    }
    errors
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn request(roles: &[Role], permissions: &[&str]) -> CreateGrantRequest {
        CreateGrantRequest {
            person_id: PersonId(Uuid::nil()),
            roles: roles.to_vec(),
            custom_roles: Vec::new(),
            permissions: permissions.iter().map(|&code| PermissionCode(code.to_owned())).collect(),
            reason: Text::parse("Because").expect("a text"),
            expires_at: None,
            waiver: None,
        }
    }

    fn broken(request: &CreateGrantRequest) -> Vec<(String, String)> {
        wrong(request, NOW).into_iter().map(|error| (error.field, error.rule)).collect()
    }

    fn at(field: &str, rule: &str) -> (String, String) {
        (field.to_owned(), rule.to_owned())
    }

    #[test]
    fn each_broken_rule_is_named_where_it_is_broken() {
        assert_eq!(broken(&request(&[], &[])), [at("roles", "nothing")]);
        assert_eq!(broken(&request(&[Role::Owner, Role::Owner], &[])), [at("roles", "each_once")]);
        let permissions = ["supplier.export", "supplier.export", "order.teleport", "budget.view"];
        let expected =
            [at("permissions[1]", "twice"), at("permissions[2]", "unknown"), at("permissions[3]", "planned")];
        assert_eq!(broken(&request(&[], &permissions)), expected);
    }

    #[test]
    fn what_ends_ends_in_time_and_a_waiver_sooner() {
        let until = |days: i64, is_waived: bool| {
            let waiver = is_waived.then(|| Text::parse("Two of us").expect("a text"));
            broken(&CreateGrantRequest {
                expires_at: Some(NOW + Duration::days(days)),
                waiver,
                ..request(&[Role::Requester], &[])
            })
        };

        assert_eq!((until(366, false), until(90, true)), (vec![], vec![]));
        assert_eq!(until(0, false), [at("expires_at", "out_of_range")]);
        assert_eq!(until(367, false), [at("expires_at", "out_of_range")]);
        assert_eq!(until(91, true), [at("expires_at", "waiver_too_long")]);
        let waived = CreateGrantRequest { waiver: Text::parse("Two of us").ok(), ..request(&[Role::Requester], &[]) };
        assert_eq!(broken(&waived), [at("expires_at", "missing")]);
    }
}
