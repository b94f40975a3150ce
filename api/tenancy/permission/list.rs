//! List the permissions of the catalogue.
use access::{
    Answer, Permit,
    catalogue::{CATALOGUE, ViewPermissions},
};
use kernel::{Error, Page};

use super::PermissionView;

/// List the permissions of the catalogue
///
/// Live and planned, with their meaning and the roles that hold them from the start, on one page.
#[utoipa::path(
    get,
    path = "/permissions",
    tag = "people",
    responses((status = 200, body = Page<PermissionView>, description = "All permissions; there is no next page."))
)]
pub async fn list_permissions(permit: Permit<ViewPermissions>) -> Result<Answer<Page<PermissionView>>, Error> {
    permit.read(async |_| Ok(list())).await
}

/// All of them, in the order of the catalogue.
pub fn list() -> Page<PermissionView> {
    Page { items: CATALOGUE.iter().map(PermissionView::of).collect(), next_cursor: None }
}
