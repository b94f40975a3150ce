//! List the lines of an access review.
use access::{Answer, Permit, Work, catalogue::ViewAccessReviews};
use actix_web::web::Path;
use kernel::{Cursor, Error, Page, PageSize, PersonId, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    AccessReviewId,
    line::{self, AccessReviewLine, AccessReviewLineState, AccessReviewLineView, LineNumber},
    store,
};

/// Which lines.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListAccessReviewLinesRequest {
    /// Only those that stand so.
    state: Option<AccessReviewLineState>,
    /// Only what this person held.
    person_id: Option<PersonId>,
    /// The `next_cursor` of the page before, with the same filters.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListAccessReviewLinesRequest);

/// List the lines of an access review
///
/// By the person's name: what each held when the review began, why, since when and until when, and what was decided.
#[utoipa::path(get, path = "/access-reviews/{id}/lines", tag = "people",
    params(("id" = AccessReviewId, Path, description = "The access review."), ListAccessReviewLinesRequest),
    responses((status = 200, body = Page<AccessReviewLineView>, description = "One page of lines.")))]
pub async fn list_access_review_lines(
    permit: Permit<ViewAccessReviews>,
    id: Path<AccessReviewId>,
    request: Query<ListAccessReviewLinesRequest>,
) -> Result<Answer<Page<AccessReviewLineView>>, Error> {
    permit.read(async |work| list_lines(work, *id, request.into_inner()).await).await
}

/// One page, as the caller sees it.
pub async fn list_lines(
    work: &mut Work<'_, ViewAccessReviews>,
    id: AccessReviewId,
    request: ListAccessReviewLinesRequest,
) -> Result<Page<AccessReviewLineView>, Error> {
    let review = store::find(work, id).await?;
    let page = page(work, id, request).await?;
    Ok(page.map(|line| line.seen_by(review.state, work.caller())))
}

/// One page.
pub(super) async fn page<P>(
    work: &mut Work<'_, P>,
    id: AccessReviewId,
    request: ListAccessReviewLinesRequest,
) -> Result<Page<AccessReviewLine>, Error> {
    let ListAccessReviewLinesRequest { state, person_id, cursor, limit } = request;
    let after: Option<LineNumber> = cursor.map(|cursor| cursor.place()).transpose()?;
    let filter = line::store::Filter { state, person_id, numbers: None, after, rows: limit.rows_asked() };
    Page::cut(line::store::page(work, id, filter).await?, limit, |line| line.number)
}
