//! One order with everything around it.
use access::{Answer, Moment, Permit, Shown, Work, catalogue::ViewPurchaseOrders, timeline};
use actix_web::web::Path;
use approval::{RouteView, route_of};
use conversation::{Watcher, watchers_of};
use kernel::{DocumentId, Error, Revision};
use serde::Serialize;
use utoipa::ToSchema;

use super::{OrderId, OrderView, view::show};

/// An order with its route, its timeline and its watchers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PurchaseOrderDetails)]
pub struct OrderDetails {
    #[serde(flatten)]
    pub order: OrderView,
    /// The newest way through approval; null when it was never submitted.
    pub route: Option<RouteView>,
    /// What happened, at most the newest 200, oldest first.
    pub timeline: Vec<Moment>,
    pub watchers: Vec<Watcher>,
}

impl Shown for OrderDetails {
    fn revision(&self) -> Option<Revision> {
        self.order.revision()
    }
}

/// See an order
///
/// With its lines and totals, its way through approval, what happened to it, who watches it, and what you may do.
#[utoipa::path(
    get,
    path = "/purchase-orders/{id}",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    responses((status = 200, body = OrderDetails, description = "The order."))
)]
pub async fn get_purchase_order(
    permit: Permit<ViewPurchaseOrders>,
    id: Path<OrderId>,
) -> Result<Answer<OrderDetails>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// Finds it, if the caller may see it.
pub async fn get(work: &mut Work<'_, ViewPurchaseOrders>, id: OrderId) -> Result<OrderDetails, Error> {
    let order = show(work, id).await?;
    let route = route_of(work, DocumentId(id.0)).await?;
    let timeline = timeline(work, id.0).await?;
    let watchers = watchers_of(work, id.0).await?;
    Ok(OrderDetails { order, route, timeline, watchers })
}
