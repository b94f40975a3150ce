//! List who asked to read for support.
use access::{Answer, Permit, Work, catalogue::ViewSupportAccesses};
use kernel::{Cursor, Error, Page, PageSize, Query, SupportAccessId};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{SupportAccessState, SupportAccessView, store};

/// Which accesses.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListSupportAccessesRequest {
    /// Only those that stand so.
    state: Option<SupportAccessState>,
    /// The `next_cursor` of the page before, with the same filters.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListSupportAccessesRequest);

/// List who asked to read for support
///
/// The newest first: which operator and why, who of the organisation agreed, from when until when, and how much was read. Each reading stands in the trail.
#[utoipa::path(get, path = "/support-accesses", tag = "organisation", params(ListSupportAccessesRequest),
    responses((status = 200, body = Page<SupportAccessView>, description = "One page of accesses.")))]
pub async fn list_support_accesses(
    permit: Permit<ViewSupportAccesses>,
    request: Query<ListSupportAccessesRequest>,
) -> Result<Answer<Page<SupportAccessView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list(
    work: &mut Work<'_, ViewSupportAccesses>,
    request: ListSupportAccessesRequest,
) -> Result<Page<SupportAccessView>, Error> {
    let ListSupportAccessesRequest { state, cursor, limit } = request;
    let before: Option<SupportAccessId> = cursor.map(|cursor| cursor.place()).transpose()?;
    let accesses = store::page(work, state, before, limit.rows_asked()).await?;
    let page = Page::cut(accesses, limit, |access| access.id)?;
    Ok(page.map(|access| access.seen_by(work.caller())))
}
