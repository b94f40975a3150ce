//! What was said about a requisition.
use access::{Answer, Permit, Work, catalogue::ViewComments};
use actix_web::web::Path;
use conversation::{Comment, CommentsRequest, comments_of};
use kernel::{Error, Page, Query};

use super::{RequisitionId, store};

/// List a requisition's comments
///
/// The oldest first.
#[utoipa::path(
    get,
    path = "/requisitions/{id}/comments",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition."), CommentsRequest),
    responses((status = 200, body = Page<Comment>, description = "A page of comments."))
)]
pub async fn list_requisition_comments(
    permit: Permit<ViewComments>,
    id: Path<RequisitionId>,
    request: Query<CommentsRequest>,
) -> Result<Answer<Page<Comment>>, Error> {
    permit.read(async |work| list(work, *id, &request).await).await
}

/// A page of what was said.
pub async fn list(
    work: &mut Work<'_, ViewComments>,
    id: RequisitionId,
    request: &CommentsRequest,
) -> Result<Page<Comment>, Error> {
    store::must_be_seen(work, id).await?;
    comments_of(work, id.0, request).await
}
