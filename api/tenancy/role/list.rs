//! List the roles.
use access::{Answer, Permit, Role, Work, catalogue::ViewRoles};
use kernel::{Error, Page};

use super::{AnyRole, RoleTemplate, RoleView, store};

/// List the roles
///
/// Those that come along, then the organisation's own by name, the retired ones last; each with what its template holds and how many people have it, on one
/// page.
#[utoipa::path(get, path = "/roles", tag = "people",
    responses((status = 200, body = Page<RoleView>, description = "All roles; there is no next page.")))]
pub async fn list_roles(permit: Permit<ViewRoles>) -> Result<Answer<Page<RoleView>>, Error> {
    permit.read(async |work| list(work).await).await
}

/// All of them.
pub async fn list(work: &mut Work<'_, ViewRoles>) -> Result<Page<RoleView>, Error> {
    let standings = store::standings(work, None).await?;
    let standing = |role: AnyRole| standings.get(&role.code()).copied().unwrap_or_default();
    let built_in = Role::ALL.map(|role| RoleTemplate::built_in(role, standing(AnyRole::BuiltIn(role))));
    let own = store::all(work).await?;
    let own = own.into_iter().map(|role| {
        let standing = standing(AnyRole::Custom(role.id));
        RoleTemplate::custom(role, standing)
    });
    let items = built_in.into_iter().chain(own).map(|role| role.seen_by(work.caller())).collect();
    Ok(Page { items, next_cursor: None })
}
