//! Create a role of the organisation's own.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreateRoles};
use kernel::{CustomRoleId, Error, Json, Name, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{OwnRole, RoleTemplate, RoleView, Standing, must_hold_no_pair, store, wrong};
use crate::permission::PermissionCode;

/// A new role.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateRoleRequest {
    /// Unlike that of any other role in use, in any case.
    #[schema(value_type = String, min_length = 1, max_length = 60, example = "Night buyer")]
    name: Name,
    #[schema(example = "Orders what the night shift needs")]
    description: Option<Text>,
    /// What its template holds; each once and live, and no two that nobody should hold together.
    #[schema(min_items = 1, max_items = 150)]
    permissions: Vec<PermissionCode>,
}

/// Create a role
///
/// A template of permissions, which gives nobody anything before somebody is given the role. An organisation has at most 50 of its own in use.
#[utoipa::path(post, path = "/roles", tag = "people", request_body = CreateRoleRequest,
    responses((status = 201, body = RoleView, description = "The role; nobody has it yet.")))]
pub async fn create_role(
    permit: Permit<CreateRoles>,
    request: Json<CreateRoleRequest>,
) -> Result<Answer<RoleView>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Checks, saves and tells.
pub async fn create(work: &mut Work<'_, CreateRoles>, request: CreateRoleRequest) -> Result<Changed<RoleView>, Error> {
    let CreateRoleRequest { name, description, permissions } = request;
    let errors = wrong(&name, Some(&permissions));
    if !errors.is_empty() {
        return Err(Error::invalid_fields(errors));
    }
    let mut permissions: Vec<_> = permissions.into_iter().map(|code| code.0).collect();
    permissions.sort_unstable();
    must_hold_no_pair(&permissions)?;
    let id = CustomRoleId(work.new_id());
    let role = OwnRole { id, name, description, permissions, is_active: true, revision: Revision::FIRST };
    store::insert(work, &role).await?;
    let detail = json!({ "name": role.name, "description": role.description, "permissions": role.permissions });
    let view = RoleTemplate::custom(role, Standing::default()).seen_by(work.caller());
    Ok(Changed::new(view, Event::of::<CreateRoles>(id, detail)).created_at(format!("/v1/roles/{id}")))
}
