//! To whom an order was mailed, and what came of it.
use access::{Answer, Permit, Shown, Work, catalogue::ViewPurchaseOrders};
use actix_web::web::Path;
use kernel::{Email, Error};
use serde::Serialize;
use utoipa::ToSchema;

use super::{OrderId, mailing::Mailing, store};

/// The mailings of an order.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PurchaseOrderMails)]
pub struct OrderMails {
    /// Where it goes when no other address is given; null where the supplier has none.
    pub supplier_address: Option<Email>,
    /// The newest first.
    #[schema(max_items = 50)]
    pub items: Vec<Mailing>,
}

impl Shown for OrderMails {}

/// List the mailings of an order
///
/// The newest fifty: to whom, by whom, with which message, and what the mail server said. Before the issue there are none, and the supplier's
/// address says where it would go.
#[utoipa::path(
    get,
    path = "/purchase-orders/{id}/mails",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    responses((status = 200, body = OrderMails, description = "The mailings."))
)]
pub async fn list_purchase_order_mails(
    permit: Permit<ViewPurchaseOrders>,
    id: Path<OrderId>,
) -> Result<Answer<OrderMails>, Error> {
    permit.read(async |work| list_mails(work, *id).await).await
}

/// All of them that are shown, if the caller sees the order.
pub async fn list_mails(work: &mut Work<'_, ViewPurchaseOrders>, id: OrderId) -> Result<OrderMails, Error> {
    store::find(work, id).await?;
    let supplier_address = store::address_of_supplier(work, id).await?;
    Ok(OrderMails { supplier_address, items: store::mailings(work, id).await? })
}
