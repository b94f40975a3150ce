//! Who would approve a requisition, and why.
use access::{Answer, Permit, Work, catalogue::ViewRequisitions};
use actix_web::web::Path;
use kernel::Error;

use super::{RequisitionId, store};
use crate::route_preview::RoutePreview;

/// Preview a requisition's route
///
/// Whom it would go to if it were submitted now, step by step with the reason, and what stands in its way.
#[utoipa::path(
    get,
    path = "/requisitions/{id}/route-preview",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    responses((status = 200, body = RoutePreview, description = "The route it would take."))
)]
pub async fn preview_requisition_route(
    permit: Permit<ViewRequisitions>,
    id: Path<RequisitionId>,
) -> Result<Answer<RoutePreview>, Error> {
    permit.read(async |work| preview(work, *id).await).await
}

/// The policy in force, played through for it as it stands.
pub async fn preview(work: &mut Work<'_, ViewRequisitions>, id: RequisitionId) -> Result<RoutePreview, Error> {
    let requisition = store::find(work, id).await?;
    let basis = requisition.basis_now(work).await?;
    let facts = requisition.facts(basis, None)?;
    Ok(RoutePreview { simulation: approval::preview(work, &facts).await? })
}
