//! Release a hold.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ReleasePurchaseOrders};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Axis, Order, OrderId, OrderView, store, view::show};

/// What to release.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReleasePurchaseOrderRequest)]
pub struct ReleaseRequest {
    axis: Axis,
}

/// Release a hold of an order
///
/// Receiving or billing, whichever is named, goes on.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/release",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = ReleaseRequest,
    responses((status = 200, body = OrderView, description = "The released order."))
)]
pub async fn release_purchase_order(
    permit: Permit<ReleasePurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
    request: Json<ReleaseRequest>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| release(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn release(
    work: &mut Work<'_, ReleasePurchaseOrders>,
    id: OrderId,
    seen: Revision,
    request: ReleaseRequest,
) -> Result<Changed<OrderView>, Error> {
    let order = store::lock(work, id).await?;
    order.may_be_released(request.axis)?;
    order.revision.must_be(seen)?;
    let order = Order { revision: order.revision.next(), ..order };
    let order = match request.axis {
        Axis::Receiving => {
            Order { receiving_hold_reason: None, receiving_held_by: None, receiving_held_at: None, ..order }
        }
        Axis::Billing => Order { billing_hold_reason: None, billing_held_by: None, billing_held_at: None, ..order },
    };
    store::save_state(work, &order).await?;
    let event = Event::of::<ReleasePurchaseOrders>(id, json!({ "axis": request.axis }));
    Ok(Changed::new(show(work, id).await?, event))
}
