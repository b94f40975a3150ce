//! Say something about a requisition.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreateComments};
use actix_web::web::Path;
use conversation::{Comment, CommentRequest, DocumentKindText, add_comment};
use kernel::{Error, Json};
use serde_json::json;

use super::{RequisitionId, store};

/// Comment on a requisition
///
/// Whoever is mentioned sees it from then on.
#[utoipa::path(
    post,
    path = "/requisitions/{id}/comments",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    request_body = CommentRequest,
    responses((status = 201, body = Comment, description = "The comment."))
)]
pub async fn comment_on_requisition(
    permit: Permit<CreateComments>,
    id: Path<RequisitionId>,
    request: Json<CommentRequest>,
) -> Result<Answer<Comment>, Error> {
    permit.change(async |work| comment(work, *id, request.into_inner()).await).await
}

/// Decides, saves and tells.
pub async fn comment(
    work: &mut Work<'_, CreateComments>,
    id: RequisitionId,
    request: CommentRequest,
) -> Result<Changed<Comment>, Error> {
    store::must_be_seen(work, id).await?;
    let comment = add_comment(work, DocumentKindText::Requisition, id.0, request).await?;
    let detail = json!({ "number": comment.number, "mentions": comment.mentions.len() });
    let event = Event::of::<CreateComments>(id, detail);
    Ok(Changed::new(comment, event).created_at(format!("/v1/requisitions/{id}/comments")))
}
