//! Approve a requisition's step.
use access::{Answer, Permit, catalogue::ApproveRequisitions};
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
#[schema(as = ApproveRequisitionRequest)]
pub struct ApproveRequest {
    /// For the timeline; null says nothing.
    pub note: Option<Note>,
}

/// Approve a requisition's step.
///
/// The step that asks you is the one that is approved. `If-Match` says which revision you saw; nobody approves their own.
#[utoipa::path(
    post,
    path = "/requisitions/{id}/approve",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    request_body = ApproveRequest,
    responses((status = 200, body = RequisitionView, description = "The requisition as it is now."))
)]
pub async fn approve_requisition(
    permit: Permit<ApproveRequisitions>,
    id: Path<RequisitionId>,
    if_match: IfMatch,
    request: Json<ApproveRequest>,
) -> Result<Answer<RequisitionView>, Error> {
    let said = Said { verdict: Verdict::Approve, note: request.into_inner().note, seen: if_match.0 };
    permit.change(async |work| decided(work, *id, said).await).await
}
