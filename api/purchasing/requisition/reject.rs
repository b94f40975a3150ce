//! Reject a requisition, for good.
use access::{Answer, Permit, catalogue::RejectRequisitions};
use actix_web::web::Path;
use approval::Verdict;
use kernel::{Error, IfMatch, Json, Note};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    RequisitionId,
    deciding::{Said, decided},
    view::RequisitionView,
};

/// What to say with it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RejectRequisitionRequest)]
pub struct RejectRequest {
    /// Why.
    pub note: Note,
}

/// Reject a requisition, for good.
///
/// What is still needed is asked for in a new requisition.
#[utoipa::path(
    post,
    path = "/requisitions/{id}/reject",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    request_body = RejectRequest,
    responses((status = 200, body = RequisitionView, description = "The requisition as it is now."))
)]
pub async fn reject_requisition(
    permit: Permit<RejectRequisitions>,
    id: Path<RequisitionId>,
    if_match: IfMatch,
    request: Json<RejectRequest>,
) -> Result<Answer<RequisitionView>, Error> {
    let said = Said { verdict: Verdict::Reject, note: Some(request.into_inner().note), seen: if_match.0 };
    permit.change(async |work| decided(work, *id, said).await).await
}
