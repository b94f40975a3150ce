//! Close short what will not come any more of an order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ShortClosePurchaseOrders};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Quantity, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Order, OrderId, OrderView, Tie,
    closing::{standing, to_close},
    store,
    view::show,
};
use crate::line::{LineId, must_be_some};

/// What will not come, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ShortClosePurchaseOrderRequest)]
pub struct ShortCloseRequest {
    /// Else all that is expected of every line that was not closed yet.
    #[schema(min_items = 1, max_items = 500)]
    lines: Option<Vec<LineToClose>>,
    #[schema(example = "The supplier does not make it any more")]
    reason: Text,
}

/// A line that is closed, whole or in part.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineToClose {
    line_id: LineId,
    /// How much of it will not come; else all that is still expected.
    quantity: Option<Quantity>,
}

/// Close an order short
///
/// What is closed is not expected any more, and goes back to the requisition that the order answers. An order of which nothing is
/// expected any more is then short closed. Tell the supplier: nothing is sent.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/short-close",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = ShortCloseRequest,
    responses((status = 200, body = OrderView, description = "The order, with what was closed of it."))
)]
pub async fn short_close_purchase_order(
    permit: Permit<ShortClosePurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
    request: Json<ShortCloseRequest>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| short_close(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn short_close(
    work: &mut Work<'_, ShortClosePurchaseOrders>,
    id: OrderId,
    seen: Revision,
    request: ShortCloseRequest,
) -> Result<Changed<OrderView>, Error> {
    let order = store::lock(work, id).await?;
    let lines = store::lines(work, id, order.currency).await?;
    order.may_be_short_closed(Tie::of(&order, work.caller()), &lines)?;
    order.revision.must_be(seen)?;
    must_be_some("lines", request.lines.as_deref())?;
    let named: Option<Vec<_>> =
        request.lines.map(|lines| lines.into_iter().map(|line| (line.line_id, line.quantity)).collect());
    let closed = to_close(&lines, named.as_deref())?;
    store::short_close_lines(work, &closed, &request.reason).await?;
    let lines = store::lines(work, id, order.currency).await?;
    let order = Order { lifecycle: standing(&order, &lines), revision: order.revision.next(), ..order };
    store::save_state(work, &order).await?;
    let is_closed = |id: &LineId| closed.iter().any(|(closed, _)| closed == id);
    let places: Vec<_> = lines.iter().filter(|line| is_closed(&line.id)).map(|line| line.position).collect();
    let detail = json!({ "reason": request.reason, "lines": places, "lifecycle": order.lifecycle });
    Ok(Changed::new(show(work, id).await?, Event::of::<ShortClosePurchaseOrders>(id, detail)))
}
