//! Cancel an order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CancelPurchaseOrders};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Note, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Lifecycle, Order, OrderId, OrderView, Tie, facts::facts, store, view::show};

/// Why it is cancelled.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CancelPurchaseOrderRequest)]
pub struct CancelRequest {
    #[schema(example = "The supplier cannot deliver before the event")]
    reason: Text,
}

/// Cancel an order
///
/// For good, with a reason, as long as nothing was received or billed. A number it has stays its own.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/cancel",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = CancelRequest,
    responses((status = 200, body = OrderView, description = "The cancelled order."))
)]
pub async fn cancel_purchase_order(
    permit: Permit<CancelPurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
    request: Json<CancelRequest>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| cancel(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn cancel(
    work: &mut Work<'_, CancelPurchaseOrders>,
    id: OrderId,
    seen: Revision,
    request: CancelRequest,
) -> Result<Changed<OrderView>, Error> {
    let order = store::lock(work, id).await?;
    order.may_be_cancelled(Tie::of(&order, work.caller()))?;
    order.revision.must_be(seen)?;
    let was = order.lifecycle;
    if was == Lifecycle::PendingApproval {
        let lines = store::lines(work, id, order.currency).await?;
        let because = Note::parse(request.reason.as_str()).ok();
        approval::end_route(work, &facts(&order, &lines)?, because).await?;
    }
    let detail = json!({ "was": was, "reason": request.reason });
    let order = Order {
        lifecycle: Lifecycle::Cancelled,
        cancelled_by: Some(work.caller().person_id),
        cancelled_at: Some(work.now()),
        cancellation_reason: Some(request.reason),
        revision: order.revision.next(),
        ..order
    };
    store::save_state(work, &order).await?;
    Ok(Changed::new(show(work, id).await?, Event::of::<CancelPurchaseOrders>(id, detail)))
}
