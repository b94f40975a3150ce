//! Close short what remains of a requisition.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ShortCloseRequisitions};
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

/// What is not wanted any more, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ShortCloseRequisitionRequest)]
pub struct ShortCloseRequest {
    /// The lines whose rest is closed; else the rest of them all.
    #[schema(min_items = 1, max_items = 500)]
    pub line_ids: Option<Vec<LineId>>,
    #[schema(example = "The event was called off")]
    pub reason: Text,
}

/// Close the rest of a requisition short
///
/// Nothing more is ordered of the lines, whatever their orders give back, until they are reopened. What stands in orders stays there. A
/// requisition of which nothing remains is then short closed.
#[utoipa::path(
    post,
    path = "/requisitions/{id}/short-close",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    request_body = ShortCloseRequest,
    responses((status = 200, body = RequisitionView, description = "The requisition, with what was closed of it."))
)]
pub async fn short_close_requisition(
    permit: Permit<ShortCloseRequisitions>,
    id: Path<RequisitionId>,
    if_match: IfMatch,
    request: Json<ShortCloseRequest>,
) -> Result<Answer<RequisitionView>, Error> {
    permit.change(async |work| short_close(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn short_close(
    work: &mut Work<'_, ShortCloseRequisitions>,
    id: RequisitionId,
    seen: Revision,
    request: ShortCloseRequest,
) -> Result<Changed<RequisitionView>, Error> {
    let ShortCloseRequest { line_ids, reason } = request;
    let requisition = store::lock(work, id).await?;
    requisition.may_short_close(work.caller().person_id, Sight::of_requisitions(work.caller()).all)?;
    requisition.revision.must_be(seen)?;
    must_be_some("line_ids", line_ids.as_deref())?;
    let lines: Vec<_> = requisition.lines_to_close(line_ids.as_deref())?.iter().map(|line| line.id).collect();
    store::short_close_lines(work, &lines, &reason).await?;
    // Where it stands follows from its lines, in the database.
    let requisition = show(work, id).await?;
    let detail =
        json!({ "reason": reason, "lines": requisition.positions(&lines), "lifecycle": requisition.lifecycle });
    Ok(Changed::new(requisition, Event::of::<ShortCloseRequisitions>(id, detail)))
}
