//! Number and issue an approved order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::IssuePurchaseOrders};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Reference, Revision};
use serde_json::json;

use super::{Lifecycle, Order, OrderId, OrderView, Tie, paper, store, submit::supplier_must_be_active, view::show};
use crate::number::{self, Series};

/// Issue an order
///
/// It takes the next number of its year and is printed; the bytes are kept with their hash and are what is served from
/// then on. Number, print and issue happen together or not at all. A hold does not stop it, and shows.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/issue",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    responses((status = 200, body = OrderView, description = "The issued order, with its number."))
)]
pub async fn issue_purchase_order(
    permit: Permit<IssuePurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| issue(work, *id, if_match.0).await).await
}

/// Locks it, decides, saves and tells.
pub async fn issue(
    work: &mut Work<'_, IssuePurchaseOrders>,
    id: OrderId,
    seen: Revision,
) -> Result<Changed<OrderView>, Error> {
    let order = store::lock(work, id).await?;
    order.may_be_issued(Tie::of(&order, work.caller()))?;
    order.revision.must_be(seen)?;
    supplier_must_be_active(work, order.supplier_id).await?;
    // All that the paper needs is read before the number is taken, for the series is locked until the commit.
    let lines = store::lines(work, id, order.currency).await?;
    let around = paper::Around::read(work, &order).await?;
    let number = number::next(work, Series::PurchaseOrder).await?;
    let order = Order {
        lifecycle: Lifecycle::Issued,
        number: Some(Reference::parse(&number).map_err(std::io::Error::other)?),
        issued_by: Some(work.caller().person_id),
        issued_at: Some(work.now()),
        revision: order.revision.next(),
        ..order
    };
    let rendered = paper::render(paper::of(&order, &lines, around, work.now())?).await?;
    store::keep_printed(work, id, order.revision, &rendered).await?;
    store::save_state(work, &order).await?;
    let shown = show(work, id).await?;
    let sha256 = shown.printed.as_ref().map(|printed| printed.sha256.clone());
    let event = Event::of::<IssuePurchaseOrders>(id, json!({ "number": number, "pdf_sha256": sha256 }));
    Ok(Changed::new(shown, event))
}
