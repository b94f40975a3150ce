//! Who would approve an order, and why.
use access::{Answer, Permit, Work, catalogue::ViewPurchaseOrders};
use actix_web::web::Path;
use kernel::Error;

use super::{OrderId, facts::facts, store, submit::told_in_policy_currency};
use crate::route_preview::RoutePreview;

/// Preview an order's route
///
/// Whom it would go to if it were submitted now, step by step with the reason, and what stands in its way.
#[utoipa::path(
    get,
    path = "/purchase-orders/{id}/route-preview",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    responses((status = 200, body = RoutePreview, description = "The route it would take."))
)]
pub async fn preview_purchase_order_route(
    permit: Permit<ViewPurchaseOrders>,
    id: Path<OrderId>,
) -> Result<Answer<RoutePreview>, Error> {
    permit.read(async |work| preview(work, *id).await).await
}

/// The policy in force, played through for it as it stands.
pub async fn preview(work: &mut Work<'_, ViewPurchaseOrders>, id: OrderId) -> Result<RoutePreview, Error> {
    let order = store::find(work, id).await?;
    let lines = store::lines(work, id, order.currency).await?;
    let order = told_in_policy_currency(work, order).await?;
    Ok(RoutePreview { simulation: approval::preview(work, &facts(&order, &lines)?).await? })
}
