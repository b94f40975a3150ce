//! Return a requisition for changes.
use access::{Answer, Permit, catalogue::ReturnRequisitions};
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
#[schema(as = ReturnRequisitionRequest)]
pub struct ReturnRequest {
    /// Why, and what to change.
    pub note: Note,
}

/// Return a requisition for changes.
///
/// It is a draft again. Approvals already given stand when it is submitted again with nothing changed that matters.
#[utoipa::path(
    post,
    path = "/requisitions/{id}/return",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    request_body = ReturnRequest,
    responses((status = 200, body = RequisitionView, description = "The requisition as it is now."))
)]
pub async fn return_requisition(
    permit: Permit<ReturnRequisitions>,
    id: Path<RequisitionId>,
    if_match: IfMatch,
    request: Json<ReturnRequest>,
) -> Result<Answer<RequisitionView>, Error> {
    let said = Said { verdict: Verdict::Return, note: Some(request.into_inner().note), seen: if_match.0 };
    permit.change(async |work| decided(work, *id, said).await).await
}
