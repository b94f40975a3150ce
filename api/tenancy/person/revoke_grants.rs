//! Take rights from somebody else.
use std::collections::HashSet;

use access::{
    Answer, Caller, Changed, CustomRole, Event, Permit, Role, Work,
    catalogue::{ApproveGrants, RevokeGrantsOfPeople},
    permission::Permission,
};
use actix_web::web::Path;
use kernel::{CustomRoleId, Error, FieldError, Json, PersonId, Refusal, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Person, store};
use crate::{
    grant::{create::CUSTOM_ROLES_MAX, store::take, telling},
    permission::{HeldPermission, PermissionCode, PermissionsOfPerson, store::holdings},
    refusals, role,
};

const PERMISSIONS_MAX: usize = 200;

/// Which rights to take, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokeGrantsRequest {
    /// Roles that the person has: what was copied from their templates goes, unless it came from elsewhere too.
    #[serde(default)]
    #[schema(max_items = 7)]
    roles: Vec<Role>,
    /// Roles of the organisation's own that the person has; as with the others.
    #[serde(default)]
    #[schema(max_items = 20)]
    custom_roles: Vec<CustomRoleId>,
    /// Permissions that the person holds: they go, whatever they came from.
    #[serde(default)]
    #[schema(max_items = 200)]
    permissions: Vec<PermissionCode>,
    #[schema(example = "Grace is back")]
    reason: Text,
}

/// Take rights
///
/// From the person's next request on. Nobody takes them from themselves, what makes an owner is taken by an owner alone, and what governs is not taken
/// from its last holder. They are told by mail.
#[utoipa::path(post, path = "/people/{id}/revoke-grants", tag = "people", request_body = RevokeGrantsRequest,
    params(("id" = PersonId, Path, description = "The person.")),
    responses((status = 200, body = PermissionsOfPerson, description = "What the person may do now.")))]
pub async fn revoke_grants_of_person(
    permit: Permit<RevokeGrantsOfPeople>,
    id: Path<PersonId>,
    request: Json<RevokeGrantsRequest>,
) -> Result<Answer<PermissionsOfPerson>, Error> {
    permit.change(async |work| revoke_grants(work, *id, request.into_inner()).await).await
}

/// Checks, takes and tells.
pub async fn revoke_grants(
    work: &mut Work<'_, RevokeGrantsOfPeople>,
    id: PersonId,
    request: RevokeGrantsRequest,
) -> Result<Changed<PermissionsOfPerson>, Error> {
    let own = work.caller().person_id;
    let person = store::lock(work, id).await?;
    if id == own {
        return Err(refusals::GRANT_TO_ONESELF.into());
    }
    let held = HeldPermission::all(holdings(work, &[id], None).await?);
    let errors = wrong(&request, &person, &held);
    if !errors.is_empty() {
        return Err(Error::invalid_fields(errors));
    }
    let RevokeGrantsRequest { roles, custom_roles: ids, permissions, reason } = request;
    let permissions: Vec<_> = permissions.into_iter().map(|code| code.0).collect();
    let comes_from_taken = |one: &&HeldPermission| {
        one.sources.iter().any(|source| {
            source.role.is_some_and(|role| roles.contains(&role))
                || source.custom_role.as_ref().is_some_and(|role| ids.contains(&role.id))
        })
    };
    let of_roles = held.iter().filter(comes_from_taken).map(|one| one.code.as_str());
    may_be_taken(work.caller(), &roles, of_roles.chain(permissions.iter().map(String::as_str)))?;
    let custom_roles: Vec<CustomRole> = person.custom_roles.into_iter().filter(|role| ids.contains(&role.id)).collect();
    take(work, id, &role::codes(&roles, ids), &permissions).await?;
    let rights = (roles.as_slice(), custom_roles.as_slice(), permissions.as_slice());
    let detail = telling::that_some_are_taken(work, id, rights, Some(&reason)).await?;
    let left = HeldPermission::all(holdings(work, &[id], None).await?);
    let person = store::find(work, id).await?;
    let shown = PermissionsOfPerson::of(person, left);
    Ok(Changed::new(shown, Event::of::<RevokeGrantsOfPeople>(id, detail)))
}

/// What makes an owner, the role or that they agree to grants, is taken by an owner alone, as an owner's account is ended by one.
pub(crate) fn may_be_taken<'a>(
    caller: &Caller,
    roles: &[Role],
    mut codes: impl Iterator<Item = &'a str>,
) -> Result<(), Refusal> {
    let makes_an_owner = roles.contains(&Role::Owner) || codes.any(|code| code == ApproveGrants::CODE);
    if makes_an_owner && !caller.holds::<ApproveGrants>() { Err(refusals::OWNER_BY_OWNER) } else { Ok(()) }
}

fn wrong(request: &RevokeGrantsRequest, person: &Person, held: &[HeldPermission]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if request.roles.is_empty() && request.custom_roles.is_empty() && request.permissions.is_empty() {
        errors.push(FieldError::new("roles", "nothing", "Must take a role or a permission."));
    }
    let mut seen = HashSet::new();
    for (role, place) in request.roles.iter().zip(0_usize..) {
        if !seen.insert(role.code()) {
            errors.push(FieldError::new(format!("roles[{place}]"), "twice", "Must stand once in the list."));
        } else if !person.roles.contains(role) {
            errors.push(FieldError::new(format!("roles[{place}]"), "not_held", "The person does not have this role."));
        }
    }
    if request.custom_roles.len() > CUSTOM_ROLES_MAX {
        let message = format!("Must be at most {CUSTOM_ROLES_MAX} roles.");
        return vec![FieldError::new("custom_roles", "too_many", message)];
    }
    for (id, place) in request.custom_roles.iter().zip(0_usize..) {
        let field = format!("custom_roles[{place}]");
        if request.custom_roles.iter().take(place).any(|other| other == id) {
            errors.push(FieldError::new(field, "twice", "Must stand once in the list."));
        } else if !person.custom_roles.iter().any(|role| role.id == *id) {
            errors.push(FieldError::new(field, "not_held", "The person does not have this role."));
        }
    }
    if request.permissions.len() > PERMISSIONS_MAX {
        let message = format!("Must be at most {PERMISSIONS_MAX} permissions.");
        return vec![FieldError::new("permissions", "too_many", message)];
    }
    for (PermissionCode(code), place) in request.permissions.iter().zip(0_usize..) {
        let field = format!("permissions[{place}]");
        if !seen.insert(code) {
            errors.push(FieldError::new(field, "twice", "Must stand once in the list."));
        } else if !held.iter().any(|held| held.code == *code) {
            errors.push(FieldError::new(field, "not_held", "The person does not hold this permission."));
        }
    }
    errors
}
