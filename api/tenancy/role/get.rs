//! See a role.
use access::{Answer, Permit, Work, catalogue::ViewRoles};
use actix_web::web::Path;
use kernel::Error;

use super::{AnyRole, RoleTemplate, RoleView, store};

/// See a role
///
/// What its template holds and how many people have it.
#[utoipa::path(get, path = "/roles/{id}", tag = "people",
    params(("id" = String, Path, description = "The role.", max_length = 40, pattern = "^[a-z0-9_-]+$", example = "requester")),
    responses((status = 200, body = RoleView, description = "The role.")))]
pub async fn get_role(permit: Permit<ViewRoles>, id: Path<String>) -> Result<Answer<RoleView>, Error> {
    permit.read(async |work| get(work, AnyRole::at(&id)?).await).await
}

/// Finds it.
pub async fn get(work: &mut Work<'_, ViewRoles>, id: AnyRole) -> Result<RoleView, Error> {
    Ok(find(work, id).await?.seen_by(work.caller()))
}

/// A role with who has it.
pub(super) async fn find<P>(work: &mut Work<'_, P>, id: AnyRole) -> Result<RoleTemplate, Error> {
    let standing = store::standings(work, Some(id)).await?.remove(&id.code()).unwrap_or_default();
    Ok(match id {
        AnyRole::BuiltIn(role) => RoleTemplate::built_in(role, standing),
        AnyRole::Custom(id) => RoleTemplate::custom(store::find(work, id).await?, standing),
    })
}
