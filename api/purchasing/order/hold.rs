//! Hold receiving or billing of an order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::HoldPurchaseOrders};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Axis, Order, OrderId, OrderView, store, view::show};

/// What to hold, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HoldPurchaseOrderRequest)]
pub struct HoldRequest {
    axis: Axis,
    #[schema(example = "Waiting for the safety certificate")]
    reason: Text,
}

/// Hold an order
///
/// Receiving and billing are held apart, each with its reason.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/hold",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = HoldRequest,
    responses((status = 200, body = OrderView, description = "The held order."))
)]
pub async fn hold_purchase_order(
    permit: Permit<HoldPurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
    request: Json<HoldRequest>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| hold(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn hold(
    work: &mut Work<'_, HoldPurchaseOrders>,
    id: OrderId,
    seen: Revision,
    request: HoldRequest,
) -> Result<Changed<OrderView>, Error> {
    let HoldRequest { axis, reason } = request;
    let order = store::lock(work, id).await?;
    order.may_be_held(axis)?;
    order.revision.must_be(seen)?;
    let detail = json!({ "axis": axis, "reason": reason });
    let (reason, by, at) = (Some(reason), Some(work.caller().person_id), Some(work.now()));
    let order = Order { revision: order.revision.next(), ..order };
    let order = match axis {
        Axis::Receiving => {
            Order { receiving_hold_reason: reason, receiving_held_by: by, receiving_held_at: at, ..order }
        }
        Axis::Billing => Order { billing_hold_reason: reason, billing_held_by: by, billing_held_at: at, ..order },
    };
    store::save_state(work, &order).await?;
    Ok(Changed::new(show(work, id).await?, Event::of::<HoldPurchaseOrders>(id, detail)))
}
