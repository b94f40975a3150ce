//! Draft an order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreatePurchaseOrders};
use conversation::{Because, DocumentKindText, watch};
use kernel::{Error, Json, PersonId};
use serde_json::json;
use tenancy::organisation::base_currency_of_documents;
use uuid::Uuid;

use super::{
    OrderDraft, OrderId, OrderView,
    draft::placed,
    store::{self, NewOrder, NewOrderLine},
    view::show,
};
use crate::{
    line::LineId,
    pricing::{self, Asked, Priced},
};

/// Draft an order
///
/// Whoever drafts it asks for it. It takes no number and starts no approval until it is submitted.
#[utoipa::path(
    post,
    path = "/purchase-orders",
    tag = "purchasing",
    request_body = OrderDraft,
    responses((status = 201, body = OrderView, description = "The draft."))
)]
pub async fn create_purchase_order(
    permit: Permit<CreatePurchaseOrders>,
    request: Json<OrderDraft>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Decides, saves and tells.
pub async fn create(work: &mut Work<'_, CreatePurchaseOrders>, draft: OrderDraft) -> Result<Changed<OrderView>, Error> {
    let requester = work.caller().person_id;
    draft.must_be_in_own_name(work.caller(), None)?;
    let id = enter(work, draft, Origin { requester, requisition: None }).await?;
    let order = show(work, id).await?;
    let detail = json!({ "title": order.title, "total": order.totals.gross, "lines": order.lines.len() });
    let event = Event::of::<CreatePurchaseOrders>(id, detail);
    Ok(Changed::new(order, event).created_at(format!("/v1/purchase-orders/{id}")))
}

/// Where a draft comes from.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    pub requester: PersonId,
    /// The requisition, and which of its lines each line answers.
    pub requisition: Option<(Uuid, Vec<LineId>)>,
}

/// Enters a draft with its lines and its watchers, under whichever permission the work has; the caller tells.
pub(crate) async fn enter<P>(work: &mut Work<'_, P>, draft: OrderDraft, origin: Origin) -> Result<OrderId, Error> {
    let Origin { requester, requisition } = origin;
    base_currency_of_documents(work).await?;
    draft.must_be_known(work, requester, None).await?;
    let asked = Asked { lines: draft.lines.clone(), adjustments: draft.adjustments.clone(), known: Vec::new() };
    let Priced { lines, whole } = pricing::price(work, draft.currency, asked).await?;
    let mut lines: Vec<NewOrderLine> = placed(work, lines, &[])?;
    let requisition_id = requisition.as_ref().map(|(id, _)| *id);
    for (line, answered) in lines.iter_mut().zip(requisition.into_iter().flat_map(|(_, answered)| answered)) {
        line.requisition_line_id = Some(answered);
    }
    let id = OrderId(work.new_id());
    let created_by = work.caller().person_id;
    let new = NewOrder { id, draft: &draft, whole: &whole, requester, created_by, requisition_id };
    store::insert(work, &new).await?;
    store::put_lines(work, id, &lines).await?;
    let kind = DocumentKindText::PurchaseOrder;
    watch(work, kind, id.0, &[requester], Because::Requester).await?;
    if let Some(person) = draft.on_behalf_of_id {
        watch(work, kind, id.0, &[person], Because::OnBehalf).await?;
    }
    Ok(id)
}
