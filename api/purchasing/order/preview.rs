//! Who would approve an order, and why.
use access::{Answer, Permit, Work, catalogue::ViewPurchaseOrders};
use actix_web::web::Path;
use approval::{Played, PolicyChoice};
use kernel::{Error, Query};

use super::{OrderId, facts::facts, store, submit::told_in};
use crate::route_preview::RoutePreview;

/// Preview an order's route
///
/// Whom it would go to if it were submitted now, step by step with the reason, and what stands in its way: under the policy in force, or under
/// a version or a draft of one's choice.
#[utoipa::path(
    get,
    path = "/purchase-orders/{id}/route-preview",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order."), PolicyChoice),
    responses((status = 200, body = RoutePreview, description = "The route it would take."))
)]
pub async fn preview_purchase_order_route(
    permit: Permit<ViewPurchaseOrders>,
    id: Path<OrderId>,
    choice: Query<PolicyChoice>,
) -> Result<Answer<RoutePreview>, Error> {
    permit.read(async |work| preview(work, *id, &choice.into_inner()).await).await
}

/// The policy of one's choice, played through for it as it stands.
pub async fn preview(
    work: &mut Work<'_, ViewPurchaseOrders>,
    id: OrderId,
    choice: &PolicyChoice,
) -> Result<RoutePreview, Error> {
    let order = store::find(work, id).await?;
    let lines = store::lines(work, id, order.currency).await?;
    let played = Played::of(work, choice).await?;
    let order = told_in(work, order, played.currency()).await?;
    let simulation = approval::preview(work, &played, &facts(&order, &lines)?).await?;
    Ok(RoutePreview::of(played, simulation))
}
