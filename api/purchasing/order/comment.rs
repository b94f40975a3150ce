//! Comment on an order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreateComments};
use actix_web::web::Path;
use conversation::{Comment, CommentRequest, DocumentKindText, add_comment};
use kernel::{Error, Json};
use serde_json::json;

use super::{OrderId, store};

/// Comment on an order
///
/// Whoever is mentioned watches the order from then on.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/comments",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = CommentRequest,
    responses((status = 201, body = Comment, description = "The comment."))
)]
pub async fn comment_on_purchase_order(
    permit: Permit<CreateComments>,
    id: Path<OrderId>,
    request: Json<CommentRequest>,
) -> Result<Answer<Comment>, Error> {
    permit.change(async |work| comment(work, *id, request.into_inner()).await).await
}

/// Looks whether the caller sees the order, saves and tells.
pub async fn comment(
    work: &mut Work<'_, CreateComments>,
    id: OrderId,
    request: CommentRequest,
) -> Result<Changed<Comment>, Error> {
    store::find(work, id).await?;
    let comment = add_comment(work, DocumentKindText::PurchaseOrder, id.0, request).await?;
    let detail = json!({ "number": comment.number, "mentions": comment.mentions.len() });
    let event = Event::of::<CreateComments>(comment.id, detail.clone());
    let location = format!("/v1/purchase-orders/{id}/comments");
    let told = Event::also("purchase_order.commented", id, detail);
    Ok(Changed::new(comment, event).and(told).created_at(location))
}
