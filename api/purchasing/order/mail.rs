//! Mail an issued order to its supplier.
use access::{Answer, Changed, Event, Permit, Work, catalogue::MailPurchaseOrders};
use actix_web::web::Path;
use kernel::{Email, Error, Json, Message};
use serde::Deserialize;
use tenancy::organisation;
use utoipa::ToSchema;

use super::{
    OrderId, Tie,
    mailing::{self, Addressee, Mailing},
    store,
    view::show,
};
use crate::refusals;

/// Where to, and what to say beside the paper.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MailPurchaseOrderRequest)]
pub struct MailRequest {
    /// For this once; else the supplier's.
    address: Option<Email>,
    message: Option<Message>,
}

/// Mail an issued order
///
/// The bytes that were kept at the issue, to the supplier's address or to another; an answer reaches whoever asks for it. The mail server is
/// asked for up to three days. At most ten mailings of an order in 24 hours.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/mail",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = MailRequest,
    responses((status = 201, body = Mailing, description = "It waits to be sent."))
)]
pub async fn mail_purchase_order(
    permit: Permit<MailPurchaseOrders>,
    id: Path<OrderId>,
    request: Json<MailRequest>,
) -> Result<Answer<Mailing>, Error> {
    permit.change(async |work| mail(work, *id, request.into_inner()).await).await
}

/// Locks it, decides, mails and tells.
pub async fn mail(
    work: &mut Work<'_, MailPurchaseOrders>,
    id: OrderId,
    request: MailRequest,
) -> Result<Changed<Mailing>, Error> {
    let MailRequest { address, message } = request;
    let order = store::lock(work, id).await?;
    order.may_be_mailed(Tie::of(&order, work.caller()))?;
    let suppliers = store::address_of_supplier(work, id).await?;
    let to = Addressee::of(address, suppliers.as_ref()).ok_or(refusals::ORDER_WITHOUT_ADDRESS)?;
    mailing::may_be_mailed_again(work, id).await?;
    let shown = show(work, id).await?;
    let issued_on = organisation::read(work).await?.today(shown.issued_at.unwrap_or(work.now()));
    let mail = mailing::mail(work, &shown, issued_on, (&to, message.as_ref())).await?;
    let mut mailings = store::mailings(work, id).await?.into_iter();
    let mailed = mailings.find(|mailing| mailing.id == mail).ok_or_else(Error::not_found)?;
    let event = Event::of::<MailPurchaseOrders>(id, to.told(mail));
    Ok(Changed::new(mailed, event).created_at(format!("/v1/purchase-orders/{id}/mails")))
}
