//! Change a role of the organisation's own.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdateRoles};
use actix_web::web::Path;
use kernel::{CustomRoleId, Error, IfMatch, Json, Name, Patch, Revision, Text, given};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{AnyRole, OwnRole, RoleView, get, must_hold_no_pair, store, wrong};
use crate::{change, permission::PermissionCode, refusals};

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateRoleRequest {
    /// Unlike that of any other role in use, in any case.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = String, min_length = 1, max_length = 60, example = "Night buyer")]
    name: Option<Name>,
    /// Null takes it away.
    #[serde(default)]
    #[schema(value_type = Option<Text>, example = "Orders what the night shift needs")]
    description: Patch<Text>,
    /// What its template holds from now on; whoever has the role keeps what they hold.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Vec<PermissionCode>, min_items = 1, max_items = 150)]
    permissions: Option<Vec<PermissionCode>>,
}

/// Change a role
///
/// One of the organisation's own, in use. Nobody's rights change by it: whoever is to have what was added is given the role once more, and what was left
/// out goes with the role. While a grant of the role waits its template stays as it is.
#[utoipa::path(patch, path = "/roles/{id}", tag = "people", request_body = UpdateRoleRequest,
    params(("id" = String, Path, description = "The role.", max_length = 40, pattern = "^[a-z0-9_-]+$", example = "requester")),
    responses((status = 200, body = RoleView, description = "The role as it is now.")))]
pub async fn update_role(
    permit: Permit<UpdateRoles>,
    id: Path<String>,
    if_match: IfMatch,
    request: Json<UpdateRoleRequest>,
) -> Result<Answer<RoleView>, Error> {
    permit.change(async |work| update(work, AnyRole::own_at(&id)?, if_match.0, request.into_inner()).await).await
}

/// Locks it, checks, saves and tells.
pub async fn update(
    work: &mut Work<'_, UpdateRoles>,
    id: CustomRoleId,
    seen: Revision,
    request: UpdateRoleRequest,
) -> Result<Changed<RoleView>, Error> {
    let before = store::lock(work, id).await?;
    before.revision.must_be(seen)?;
    let shown = get::find(work, AnyRole::Custom(id)).await?;
    shown.may_be_changed()?;
    let UpdateRoleRequest { name, description, permissions } = request;
    let name = name.unwrap_or_else(|| before.name.clone());
    let errors = wrong(&name, permissions.as_deref());
    if !errors.is_empty() {
        return Err(Error::invalid_fields(errors));
    }
    let permissions = permissions.map_or_else(|| before.permissions.clone(), sorted);
    if permissions != before.permissions {
        must_hold_no_pair(&permissions)?;
        if shown.waiting > 0 {
            return Err(refusals::ROLE_WAITED_FOR.into());
        }
    }
    let description = description.or(before.description.clone());
    let revision = before.revision.next();
    let after = OwnRole { name, description, permissions, revision, ..before.clone() };
    store::save(work, &after).await?;
    let event = Event::of::<UpdateRoles>(id, detail(&before, &after)?);
    let view = get::find(work, AnyRole::Custom(id)).await?.seen_by(work.caller());
    Ok(Changed::new(view, event))
}

fn sorted(codes: Vec<PermissionCode>) -> Vec<String> {
    let mut codes: Vec<_> = codes.into_iter().map(|code| code.0).collect();
    codes.sort_unstable();
    codes
}

// Which fields, and what came to the template and went from it.
fn detail(before: &OwnRole, after: &OwnRole) -> Result<serde_json::Value, Error> {
    let but = |codes: &[String], others: &[String]| -> Vec<String> {
        codes.iter().filter(|code| !others.contains(code)).cloned().collect()
    };
    Ok(json!({ "changed": change::fields(before, after)?, "added": but(&after.permissions, &before.permissions),
        "left_out": but(&before.permissions, &after.permissions) }))
}
