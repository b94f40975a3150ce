//! List the grants.
use access::{Answer, Permit, Work, catalogue::ViewGrants};
use kernel::{Cursor, Error, GrantId, Page, PageSize, PersonId, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{GrantState, GrantView, store};

/// Which grants.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListGrantsRequest {
    /// Only those for this person.
    person_id: Option<PersonId>,
    /// Only those that stand so.
    state: Option<GrantState>,
    /// The `next_cursor` of the page before, with the same filters.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListGrantsRequest);

/// List the grants
///
/// The newest first: who asked for which rights for whom, why, until when, and who agreed. What somebody holds today is their list of permissions.
#[utoipa::path(get, path = "/grants", tag = "people", params(ListGrantsRequest),
    responses((status = 200, body = Page<GrantView>, description = "One page of grants.")))]
pub async fn list_grants(
    permit: Permit<ViewGrants>,
    request: Query<ListGrantsRequest>,
) -> Result<Answer<Page<GrantView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list(work: &mut Work<'_, ViewGrants>, request: ListGrantsRequest) -> Result<Page<GrantView>, Error> {
    let ListGrantsRequest { person_id, state, cursor, limit } = request;
    let before: Option<GrantId> = cursor.map(|cursor| cursor.place()).transpose()?;
    let grants = store::page(work, person_id, state, before, limit.rows_asked()).await?;
    let page = Page::cut(grants, limit, |grant| grant.id)?;
    Ok(page.map(|grant| grant.seen_by(work.caller(), work.now())))
}
