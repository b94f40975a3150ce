//! Take back one's own requisition.
use access::{Answer, Changed, Event, Permit, Work, catalogue::WithdrawRequisitions};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Note, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Lifecycle, Requisition, RequisitionId, store,
    view::{RequisitionView, show},
};

/// What to say with it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WithdrawRequisitionRequest)]
pub struct WithdrawRequest {
    /// For the timeline; null says nothing.
    pub note: Option<Note>,
}

/// Take back a requisition
///
/// It is a draft again. Approvals already given stand when it is submitted again with nothing changed that matters.
#[utoipa::path(
    post,
    path = "/requisitions/{id}/withdraw",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    request_body = WithdrawRequest,
    responses((status = 200, body = RequisitionView, description = "The draft."))
)]
pub async fn withdraw_requisition(
    permit: Permit<WithdrawRequisitions>,
    id: Path<RequisitionId>,
    if_match: IfMatch,
    request: Json<WithdrawRequest>,
) -> Result<Answer<RequisitionView>, Error> {
    permit.change(async |work| withdraw(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn withdraw(
    work: &mut Work<'_, WithdrawRequisitions>,
    id: RequisitionId,
    seen: Revision,
    request: WithdrawRequest,
) -> Result<Changed<RequisitionView>, Error> {
    let requisition = store::lock(work, id).await?;
    requisition.must_be_in_approval()?;
    requisition.revision.must_be(seen)?;
    let facts = requisition.facts_as_submitted()?;
    approval::withdraw(work, &facts, request.note).await?;
    store::save(work, &Requisition { lifecycle: Lifecycle::Draft, ..requisition }).await?;
    let detail = json!({ "lifecycle": Lifecycle::Draft });
    Ok(Changed::new(show(work, id).await?, Event::of::<WithdrawRequisitions>(id, detail)))
}
