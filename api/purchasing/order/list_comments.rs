//! What was said about an order.
use access::{Answer, Permit, Work, catalogue::ViewComments};
use actix_web::web::Path;
use conversation::{Comment, CommentsRequest, comments_of};
use kernel::{Error, Page, Query};

use super::{OrderId, store};

/// List the comments on an order
///
/// Oldest first.
#[utoipa::path(
    get,
    path = "/purchase-orders/{id}/comments",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order."), CommentsRequest),
    responses((status = 200, body = Page<Comment>, description = "A page of comments."))
)]
pub async fn list_purchase_order_comments(
    permit: Permit<ViewComments>,
    id: Path<OrderId>,
    request: Query<CommentsRequest>,
) -> Result<Answer<Page<Comment>>, Error> {
    permit.read(async |work| list_comments(work, *id, request.into_inner()).await).await
}

/// A page of them, if the caller sees the order.
pub async fn list_comments(
    work: &mut Work<'_, ViewComments>,
    id: OrderId,
    request: CommentsRequest,
) -> Result<Page<Comment>, Error> {
    store::find(work, id).await?;
    comments_of(work, id.0, &request).await
}
