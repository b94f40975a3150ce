//! See who has a role, and what they hold otherwise than its template.
use access::{Answer, Permit, Work, catalogue::ViewRoles};
use actix_web::web::Path;
use chrono::{DateTime, Utc};
use kernel::{Cursor, Error, Name, Page, PageSize, PersonId, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{AnyRole, get, store};

/// Which page.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListHoldersOfRoleRequest {
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

/// Somebody who has a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HolderOfRole {
    pub person_id: PersonId,
    #[schema(example = "Ada Okafor")]
    pub person_name: Name,
    /// False for an account that is deactivated or has not joined: it can do nothing.
    pub is_active: bool,
    pub given_at: DateTime<Utc>,
    /// From then on it opens nothing; null where it stays.
    pub expires_at: Option<DateTime<Utc>>,
    /// What the template holds by now and the person does not hold from it: the role given once more brings it.
    #[schema(max_items = 500, example = json!(["supplier.export"]))]
    pub missing: Vec<String>,
    /// What the person holds from the role and its template does not hold any more: it goes with the role.
    #[schema(max_items = 500, example = json!(["supplier.block"]))]
    pub extra: Vec<String>,
}

/// See who has a role
///
/// By name, each with what they hold otherwise than its template says by now: a changed template changes nobody's rights.
#[utoipa::path(get, path = "/roles/{id}/holders", tag = "people",
    params(("id" = String, Path, description = "The role.", max_length = 40, pattern = "^[a-z0-9_-]+$", example = "requester"), ListHoldersOfRoleRequest),
    responses((status = 200, body = Page<HolderOfRole>, description = "One page of people.")))]
pub async fn list_holders_of_role(
    permit: Permit<ViewRoles>,
    id: Path<String>,
    request: Query<ListHoldersOfRoleRequest>,
) -> Result<Answer<Page<HolderOfRole>>, Error> {
    permit.read(async |work| list_holders(work, AnyRole::at(&id)?, request.into_inner()).await).await
}

/// One page.
pub async fn list_holders(
    work: &mut Work<'_, ViewRoles>,
    id: AnyRole,
    request: ListHoldersOfRoleRequest,
) -> Result<Page<HolderOfRole>, Error> {
    let ListHoldersOfRoleRequest { cursor, limit } = request;
    let template = get::find(work, id).await?.permissions;
    let after = cursor.map(|cursor| cursor.place()).transpose()?;
    let people = store::holders(work, id, after, limit.rows_asked()).await?;
    let page = Page::cut(people, limit, |person| Place(person.name.clone(), person.id))?;
    Ok(page.map(|person| HolderOfRole {
        person_id: person.id,
        person_name: person.name,
        is_active: person.is_active,
        given_at: person.given_at,
        expires_at: person.expires_at,
        missing: but(&template, &person.held),
        extra: but(&person.held, &template),
    }))
}

// Those of `codes` that are not among `others`.
fn but(codes: &[String], others: &[String]) -> Vec<String> {
    codes.iter().filter(|code| !others.contains(code)).cloned().collect()
}
