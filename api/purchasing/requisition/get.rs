//! Show one requisition, whole.
use access::{Answer, Moment, Permit, Shown, Work, catalogue::ViewRequisitions};
use actix_web::web::Path;
use approval::RouteView;
use conversation::Watcher;
use kernel::{DocumentId, Error, Revision};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    RequisitionId,
    store::{self, OrderMade},
    view::{RequisitionView, show},
};

/// A requisition with everything that hangs on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequisitionDocument {
    #[serde(flatten)]
    requisition: RequisitionView,
    /// The orders it became, the oldest first.
    orders: Vec<OrderMade>,
    /// Its last way to approval; null before it was submitted.
    route: Option<RouteView>,
    /// Who sees and follows it.
    watchers: Vec<Watcher>,
    /// What happened to it, oldest first.
    timeline: Vec<Moment>,
}

impl Shown for RequisitionDocument {
    fn revision(&self) -> Option<Revision> {
        Some(self.requisition.revision)
    }
}

/// Show a requisition
///
/// With what of each line is ordered, its route, timeline and watchers, the orders it became and the actions open to you.
#[utoipa::path(
    get,
    path = "/requisitions/{id}",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    responses((status = 200, body = RequisitionDocument, description = "The requisition."))
)]
pub async fn get_requisition(
    permit: Permit<ViewRequisitions>,
    id: Path<RequisitionId>,
) -> Result<Answer<RequisitionDocument>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// The requisition and what hangs on it.
pub async fn get(work: &mut Work<'_, ViewRequisitions>, id: RequisitionId) -> Result<RequisitionDocument, Error> {
    let requisition = show(work, id).await?;
    let orders = store::orders_made(work, id).await?;
    let route = approval::route_of(work, DocumentId(id.0)).await?;
    let watchers = conversation::watchers_of(work, id.0).await?;
    let timeline = access::timeline(work, id.0).await?;
    Ok(RequisitionDocument { requisition, orders, route, watchers, timeline })
}
