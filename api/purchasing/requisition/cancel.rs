//! Cancel a requisition.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CancelRequisitions};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Note, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Lifecycle, Requisition, RequisitionId, store,
    view::{RequisitionView, show},
};
use crate::sight::Sight;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CancelRequisitionRequest)]
pub struct CancelRequest {
    /// Required once it was submitted, for others have seen it then.
    pub note: Option<Note>,
}

/// Cancel a requisition, for good
///
/// Its approval ends. What stands in orders already is not cancelled here: cancel the orders first.
#[utoipa::path(
    post,
    path = "/requisitions/{id}/cancel",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    request_body = CancelRequest,
    responses((status = 200, body = RequisitionView, description = "The cancelled requisition."))
)]
pub async fn cancel_requisition(
    permit: Permit<CancelRequisitions>,
    id: Path<RequisitionId>,
    if_match: IfMatch,
    request: Json<CancelRequest>,
) -> Result<Answer<RequisitionView>, Error> {
    permit.change(async |work| cancel(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn cancel(
    work: &mut Work<'_, CancelRequisitions>,
    id: RequisitionId,
    seen: Revision,
    request: CancelRequest,
) -> Result<Changed<RequisitionView>, Error> {
    let requisition = store::lock(work, id).await?;
    requisition.may_cancel(work.caller().person_id, Sight::of_requisitions(work.caller()).all)?;
    requisition.revision.must_be(seen)?;
    if requisition.submitted_at.is_some() {
        if request.note.is_none() {
            return Err(Error::invalid("note", "required", "Others have seen it: say why."));
        }
        approval::end_route(work, &requisition.facts_as_submitted()?, request.note.clone()).await?;
    }
    let cancelled_because = request.note;
    let from = requisition.lifecycle;
    store::save(work, &Requisition { lifecycle: Lifecycle::Cancelled, cancelled_because, ..requisition }).await?;
    let detail = json!({ "from": from });
    Ok(Changed::new(show(work, id).await?, Event::of::<CancelRequisitions>(id, detail)))
}
