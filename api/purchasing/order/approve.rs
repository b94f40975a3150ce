//! Approve an order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ApprovePurchaseOrders};
use actix_web::web::Path;
use approval::Verdict;
use kernel::{Error, IfMatch, Json, Revision};

use super::{
    OrderId, OrderView,
    verdict::{ApproveRequest, Said, decide},
};

/// Approve an order
///
/// One step of it, on the revision that was seen: the open step that asks you. The last step approves the order.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/approve",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = ApproveRequest,
    responses((status = 200, body = OrderView, description = "The order, approved or waiting for the next step."))
)]
pub async fn approve_purchase_order(
    permit: Permit<ApprovePurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
    request: Json<ApproveRequest>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| approve(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn approve(
    work: &mut Work<'_, ApprovePurchaseOrders>,
    id: OrderId,
    seen: Revision,
    request: ApproveRequest,
) -> Result<Changed<OrderView>, Error> {
    let said = Said { verdict: Verdict::Approve, note: request.note, seen };
    let (order, detail) = decide(work, id, said).await?;
    Ok(Changed::new(order, Event::of::<ApprovePurchaseOrders>(id, detail)))
}
