//! See who holds a permission, and why.
use access::{
    Answer, Permit, Work,
    catalogue::{CATALOGUE, ViewPermissions},
};
use actix_web::web::Path;
use kernel::{Cursor, Error, Name, Page, PageSize, PersonId, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{PermissionSource, store};

/// Which page.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListHoldersRequest {
    /// The `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

/// Where a page ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Place(pub Name, pub PersonId);

/// Somebody who holds a permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HolderOfPermission {
    pub person_id: PersonId,
    #[schema(example = "Ada Okafor")]
    pub person_name: Name,
    /// False for an account that is deactivated or has not joined: it can do nothing.
    pub is_active: bool,
    /// Why it is held: it is lost with the last of these.
    #[schema(min_items = 1, max_items = 58)]
    pub sources: Vec<PermissionSource>,
}

/// See who holds a permission
///
/// By name, each with why: from which role or by itself, who gave it and who agreed, for which reason and until when.
#[utoipa::path(get, path = "/permissions/{code}/holders", tag = "people",
    params(("code" = String, Path, description = "The permission.", max_length = 60, pattern = "^[a-z_]+[.][a-z_]+$", example = "purchase_order.approve"), ListHoldersRequest),
    responses((status = 200, body = Page<HolderOfPermission>, description = "One page of people.")))]
pub async fn list_holders_of_permission(
    permit: Permit<ViewPermissions>,
    code: Path<String>,
    request: Query<ListHoldersRequest>,
) -> Result<Answer<Page<HolderOfPermission>>, Error> {
    permit.read(async |work| list_holders(work, &code, request.into_inner()).await).await
}

/// One page.
pub async fn list_holders(
    work: &mut Work<'_, ViewPermissions>,
    code: &str,
    request: ListHoldersRequest,
) -> Result<Page<HolderOfPermission>, Error> {
    if !CATALOGUE.iter().any(|entry| entry.code == code) {
        return Err(Error::not_found());
    }
    let ListHoldersRequest { cursor, limit } = request;
    let after = cursor.map(|cursor| cursor.place()).transpose()?;
    let people = store::holders(work, code, after, limit.rows_asked()).await?;
    let page = Page::cut(people, limit, |person| Place(person.name.clone(), person.id))?;
    let ids: Vec<_> = page.items.iter().map(|person| person.id).collect();
    let held = store::holdings(work, &ids, Some(code)).await?;
    Ok(page.map(|person| {
        let own = held.iter().filter(|held| held.person_id == person.id);
        HolderOfPermission {
            person_id: person.id,
            person_name: person.name,
            is_active: person.is_active,
            sources: own.map(|held| held.source.clone()).collect(),
        }
    }))
}
