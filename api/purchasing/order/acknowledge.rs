//! Record what the supplier answered.
use access::{Answer, Changed, Event, Permit, Work, catalogue::AcknowledgePurchaseOrders};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Note, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Acknowledgement, Lifecycle, Order, OrderId, OrderView, store, view::show};

/// The supplier's answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AcknowledgePurchaseOrderRequest)]
pub struct AcknowledgeRequest {
    code: Acknowledgement,
    /// What the supplier says; required with CA and RE.
    note: Option<Note>,
}

/// Record the supplier's answer
///
/// A mere receipt (AB) may be followed by one answer in substance. An answer changes nothing in the order: what the supplier wants
/// otherwise becomes a change order, and what the supplier refuses is cancelled.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/acknowledge",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = AcknowledgeRequest,
    responses((status = 200, body = OrderView, description = "The answered order."))
)]
pub async fn acknowledge_purchase_order(
    permit: Permit<AcknowledgePurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
    request: Json<AcknowledgeRequest>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| acknowledge(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn acknowledge(
    work: &mut Work<'_, AcknowledgePurchaseOrders>,
    id: OrderId,
    seen: Revision,
    request: AcknowledgeRequest,
) -> Result<Changed<OrderView>, Error> {
    let AcknowledgeRequest { code, note } = request;
    let order = store::lock(work, id).await?;
    order.may_be_acknowledged()?;
    order.revision.must_be(seen)?;
    if code.needs_reason() && note.is_none() {
        return Err(Error::invalid("note", "required", "Say what the supplier wants otherwise, or why not."));
    }
    let order = Order {
        lifecycle: Lifecycle::Acknowledged,
        acknowledgement: Some(code),
        acknowledgement_note: note,
        acknowledged_by: Some(work.caller().person_id),
        acknowledged_at: Some(work.now()),
        revision: order.revision.next(),
        ..order
    };
    store::save_state(work, &order).await?;
    let event = Event::of::<AcknowledgePurchaseOrders>(id, json!({ "code": code }));
    Ok(Changed::new(show(work, id).await?, event))
}
