//! Reopen what was closed short of a requisition.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ReopenRequisitions};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    RequisitionId, store,
    view::{RequisitionView, show},
};
use crate::{
    line::{LineId, must_be_some},
    sight::Sight,
};

/// What is wanted after all, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReopenRequisitionRequest)]
pub struct ReopenRequest {
    /// The lines that are reopened; else all that are closed short.
    #[schema(min_items = 1, max_items = 500)]
    pub line_ids: Option<Vec<LineId>>,
    #[schema(example = "The event takes place after all")]
    pub reason: Text,
}

/// Reopen a requisition
///
/// Lines that were closed short can be ordered again, up to what was approved and does not stand in orders. Whoever asked for it
/// reopens only what they closed themselves.
#[utoipa::path(
    post,
    path = "/requisitions/{id}/reopen",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    request_body = ReopenRequest,
    responses((status = 200, body = RequisitionView, description = "The requisition, open again."))
)]
pub async fn reopen_requisition(
    permit: Permit<ReopenRequisitions>,
    id: Path<RequisitionId>,
    if_match: IfMatch,
    request: Json<ReopenRequest>,
) -> Result<Answer<RequisitionView>, Error> {
    permit.change(async |work| reopen(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn reopen(
    work: &mut Work<'_, ReopenRequisitions>,
    id: RequisitionId,
    seen: Revision,
    request: ReopenRequest,
) -> Result<Changed<RequisitionView>, Error> {
    let ReopenRequest { line_ids, reason } = request;
    let by = work.caller().person_id;
    let requisition = store::lock(work, id).await?;
    requisition.may_reopen(by, Sight::of_requisitions(work.caller()).all)?;
    requisition.revision.must_be(seen)?;
    must_be_some("line_ids", line_ids.as_deref())?;
    let lines: Vec<_> = requisition.lines_to_reopen(line_ids.as_deref(), by)?.iter().map(|line| line.id).collect();
    store::reopen_lines(work, &lines).await?;
    // Where it stands follows from its lines, in the database.
    let requisition = show(work, id).await?;
    let detail =
        json!({ "reason": reason, "lines": requisition.positions(&lines), "lifecycle": requisition.lifecycle });
    Ok(Changed::new(requisition, Event::of::<ReopenRequisitions>(id, detail)))
}
