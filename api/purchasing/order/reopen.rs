//! Reopen what was closed short of an order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ReopenPurchaseOrders};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Order, OrderId, OrderView, Tie,
    closing::{standing, to_reopen},
    store,
    submit::supplier_must_be_active,
    view::show,
};
use crate::line::{LineId, must_be_some};

/// What is expected after all, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReopenPurchaseOrderRequest)]
pub struct ReopenRequest {
    /// The lines that are reopened; else all that are closed short.
    #[schema(min_items = 1, max_items = 500)]
    line_ids: Option<Vec<LineId>>,
    #[schema(example = "The supplier found the missing crates")]
    reason: Text,
}

/// Reopen an order
///
/// What was closed short is expected again. By a second person: neither who closed it, nor who asked for the order, drafted or submitted it. Refused
/// where the requisition that it answers has given the quantity to another order, or where its supplier is not active.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/reopen",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = ReopenRequest,
    responses((status = 200, body = OrderView, description = "The order, open again."))
)]
pub async fn reopen_purchase_order(
    permit: Permit<ReopenPurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
    request: Json<ReopenRequest>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| reopen(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn reopen(
    work: &mut Work<'_, ReopenPurchaseOrders>,
    id: OrderId,
    seen: Revision,
    request: ReopenRequest,
) -> Result<Changed<OrderView>, Error> {
    let by = work.caller().person_id;
    let order = store::lock(work, id).await?;
    let lines = store::lines(work, id, order.currency).await?;
    order.may_be_reopened(Tie::of(&order, work.caller()), by, &lines)?;
    order.revision.must_be(seen)?;
    must_be_some("line_ids", request.line_ids.as_deref())?;
    supplier_must_be_active(work, order.supplier_id).await?;
    let reopened = to_reopen(&lines, request.line_ids.as_deref(), by)?;
    let (ids, places): (Vec<_>, Vec<_>) = reopened.iter().map(|line| (line.id, line.position)).unzip();
    store::reopen_lines(work, &ids).await?;
    let lines = store::lines(work, id, order.currency).await?;
    let order = Order { lifecycle: standing(&order, &lines), revision: order.revision.next(), ..order };
    store::save_state(work, &order).await?;
    let detail = json!({ "reason": request.reason, "lines": places, "lifecycle": order.lifecycle });
    Ok(Changed::new(show(work, id).await?, Event::of::<ReopenPurchaseOrders>(id, detail)))
}
