//! List the access reviews.
use access::{Answer, Permit, Work, catalogue::ViewAccessReviews};
use kernel::{Cursor, Error, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{AccessReviewId, AccessReviewState, AccessReviewView, store};

/// Which access reviews.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListAccessReviewsRequest {
    /// Only those that stand so.
    state: Option<AccessReviewState>,
    /// The `next_cursor` of the page before, with the same filters.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

/// List the access reviews
///
/// The newest first, each with how many lines are decided and who signed it off.
#[utoipa::path(get, path = "/access-reviews", tag = "people", params(ListAccessReviewsRequest),
    responses((status = 200, body = Page<AccessReviewView>, description = "One page of access reviews.")))]
pub async fn list_access_reviews(
    permit: Permit<ViewAccessReviews>,
    request: Query<ListAccessReviewsRequest>,
) -> Result<Answer<Page<AccessReviewView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list(
    work: &mut Work<'_, ViewAccessReviews>,
    request: ListAccessReviewsRequest,
) -> Result<Page<AccessReviewView>, Error> {
    let ListAccessReviewsRequest { state, cursor, limit } = request;
    let before: Option<AccessReviewId> = cursor.map(|cursor| cursor.place()).transpose()?;
    let reviews = store::page(work, state, before, limit.rows_asked()).await?;
    let page = Page::cut(reviews, limit, |review| review.id)?;
    Ok(page.map(|review| review.seen_by(work.caller())))
}
