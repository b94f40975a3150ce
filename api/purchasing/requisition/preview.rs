//! Who would approve a requisition, and why.
use access::{Answer, Permit, Work, catalogue::ViewRequisitions};
use actix_web::web::Path;
use approval::{Played, PolicyChoice};
use kernel::{Error, Query};

use super::{RequisitionId, store};
use crate::route_preview::RoutePreview;

/// Preview a requisition's route
///
/// Whom it would go to if it were submitted now, step by step with the reason, and what stands in its way: under the policy in force, or under
/// a version or a draft of one's choice.
#[utoipa::path(
    get,
    path = "/requisitions/{id}/route-preview",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition."), PolicyChoice),
    responses((status = 200, body = RoutePreview, description = "The route it would take."))
)]
pub async fn preview_requisition_route(
    permit: Permit<ViewRequisitions>,
    id: Path<RequisitionId>,
    choice: Query<PolicyChoice>,
) -> Result<Answer<RoutePreview>, Error> {
    permit.read(async |work| preview(work, *id, &choice.into_inner()).await).await
}

/// The policy of one's choice, played through for it as it stands.
pub async fn preview(
    work: &mut Work<'_, ViewRequisitions>,
    id: RequisitionId,
    choice: &PolicyChoice,
) -> Result<RoutePreview, Error> {
    let requisition = store::find(work, id).await?;
    let played = Played::of(work, choice).await?;
    let basis = requisition.basis_in(work, played.currency()).await?;
    let simulation = approval::preview(work, &played, &requisition.facts(basis, None)?).await?;
    Ok(RoutePreview::of(played, simulation))
}
