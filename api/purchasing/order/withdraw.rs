//! Take an order back while it waits for approval.
use access::{Answer, Changed, Event, Permit, Work, catalogue::WithdrawPurchaseOrders};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Note, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Lifecycle, Order, OrderId, OrderView, facts::facts, store, view::show};

/// What goes with a withdrawal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WithdrawPurchaseOrderRequest)]
pub struct WithdrawRequest {
    /// Shown on the route.
    note: Option<Note>,
}

/// Withdraw an order from approval
///
/// To draft. Approvals given stay where nothing that matters changes.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/withdraw",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = WithdrawRequest,
    responses((status = 200, body = OrderView, description = "The draft."))
)]
pub async fn withdraw_purchase_order(
    permit: Permit<WithdrawPurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
    request: Json<WithdrawRequest>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| withdraw(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn withdraw(
    work: &mut Work<'_, WithdrawPurchaseOrders>,
    id: OrderId,
    seen: Revision,
    request: WithdrawRequest,
) -> Result<Changed<OrderView>, Error> {
    let order = store::lock(work, id).await?;
    order.may_be_withdrawn()?;
    order.revision.must_be(seen)?;
    let lines = store::lines(work, id, order.currency).await?;
    let has_note = request.note.is_some();
    approval::withdraw(work, &facts(&order, &lines)?, request.note).await?;
    let order = Order { lifecycle: Lifecycle::Draft, revision: order.revision.next(), ..order };
    store::save_state(work, &order).await?;
    let event = Event::of::<WithdrawPurchaseOrders>(id, json!({ "has_note": has_note }));
    Ok(Changed::new(show(work, id).await?, event))
}
