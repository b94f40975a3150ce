//! Return an order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ReturnPurchaseOrders};
use actix_web::web::Path;
use approval::Verdict;
use kernel::{Error, IfMatch, Json, Revision};

use super::{
    OrderId, OrderView,
    verdict::{RefuseRequest, Said, decide},
};

/// Return an order
///
/// To draft, with a reason. Approvals given stay where nothing that matters changes.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/return",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = RefuseRequest,
    responses((status = 200, body = OrderView, description = "The draft."))
)]
pub async fn return_purchase_order(
    permit: Permit<ReturnPurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
    request: Json<RefuseRequest>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| r#return(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn r#return(
    work: &mut Work<'_, ReturnPurchaseOrders>,
    id: OrderId,
    seen: Revision,
    request: RefuseRequest,
) -> Result<Changed<OrderView>, Error> {
    let said = Said { verdict: Verdict::Return, note: Some(request.note), seen };
    let (order, detail) = decide(work, id, said).await?;
    Ok(Changed::new(order, Event::of::<ReturnPurchaseOrders>(id, detail)))
}
