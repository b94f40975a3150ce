//! Reject an order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::RejectPurchaseOrders};
use actix_web::web::Path;
use approval::Verdict;
use kernel::{Error, IfMatch, Json, Revision};

use super::{
    OrderId, OrderView,
    verdict::{RefuseRequest, Said, decide},
};

/// Reject an order
///
/// For good, with a reason; what is still wanted is drafted anew.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/reject",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = RefuseRequest,
    responses((status = 200, body = OrderView, description = "The rejected order."))
)]
pub async fn reject_purchase_order(
    permit: Permit<RejectPurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
    request: Json<RefuseRequest>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| reject(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn reject(
    work: &mut Work<'_, RejectPurchaseOrders>,
    id: OrderId,
    seen: Revision,
    request: RefuseRequest,
) -> Result<Changed<OrderView>, Error> {
    let said = Said { verdict: Verdict::Reject, note: Some(request.note), seen };
    let (order, detail) = decide(work, id, said).await?;
    Ok(Changed::new(order, Event::of::<RejectPurchaseOrders>(id, detail)))
}
