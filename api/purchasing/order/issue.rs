//! Number and issue an approved order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::IssuePurchaseOrders};
use actix_web::web::Path;
use kernel::{Email, Error, IfMatch, Message, OptionalJson, Reference, Revision};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Lifecycle, Order, OrderId, OrderView, Tie,
    mailing::{self, Addressee},
    paper, store,
    submit::supplier_must_be_active,
    view::show,
};
use crate::number::{self, Series};

/// Whether it is mailed, and where to.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IssuePurchaseOrderRequest)]
pub struct IssueRequest {
    /// False to mail nothing. Else it is mailed where an address is known.
    is_mailed: Option<bool>,
    /// For this once; else the supplier's.
    address: Option<Email>,
    /// What is written beside the paper.
    message: Option<Message>,
}

/// Issue an order
///
/// It takes the next number of its year and is printed; the bytes are kept with their hash and are what is served from
/// then on. Number, print and issue happen together or not at all. A hold does not stop it, and shows. It is mailed to its
/// supplier unless the body says otherwise or no address is known; without a body as if nothing was said.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/issue",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = Option<IssueRequest>,
    responses((status = 200, body = OrderView, description = "The issued order, with its number."))
)]
pub async fn issue_purchase_order(
    permit: Permit<IssuePurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
    request: OptionalJson<IssueRequest>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| issue(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn issue(
    work: &mut Work<'_, IssuePurchaseOrders>,
    id: OrderId,
    seen: Revision,
    request: IssueRequest,
) -> Result<Changed<OrderView>, Error> {
    let order = store::lock(work, id).await?;
    order.may_be_issued(Tie::of(&order, work.caller()))?;
    order.revision.must_be(seen)?;
    supplier_must_be_active(work, order.supplier_id).await?;
    // All that the paper needs is read before the number is taken, for the series is locked until the commit.
    let lines = store::lines(work, id, order.currency).await?;
    let around = paper::Around::read(work, &order).await?;
    let (to, message) = request.wish(around.address_of_supplier().as_ref())?;
    let today = around.today(work.now());
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
    let event = |not_mailed: Option<NotMailed>| {
        let detail = json!({ "number": number, "pdf_sha256": sha256, "not_mailed": not_mailed });
        Event::of::<IssuePurchaseOrders>(id, detail)
    };
    match to {
        Ok(to) => {
            let mail = mailing::mail(work, &shown, today, (&to, message.as_ref())).await?;
            let mailed = Event::also("purchase_order.mailed", id, to.told(mail));
            Ok(Changed::new(shown, event(None)).and(mailed))
        }
        Err(why) => Ok(Changed::new(shown, event(Some(why)))),
    }
}

/// Why an order is issued and not mailed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum NotMailed {
    NotWanted,
    NoAddress,
}

impl IssueRequest {
    /// Where it goes, or why nowhere, and what it says.
    fn wish(self, suppliers: Option<&Email>) -> Result<(Result<Addressee, NotMailed>, Option<Message>), Error> {
        let Self { is_mailed, address, message } = self;
        if is_mailed.unwrap_or(true) {
            return Ok((Addressee::of(address, suppliers).ok_or(NotMailed::NoAddress), message));
        }
        let idle = [("address", address.is_some()), ("message", message.is_some())];
        match idle.into_iter().find(|(_, is_said)| *is_said) {
            Some((field, _)) => Err(Error::invalid(field, "not_mailed", "Leave it out where nothing is mailed.")),
            None => Ok((Err(NotMailed::NotWanted), None)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(request: &str, suppliers: Option<&str>) -> Result<Result<String, NotMailed>, String> {
        let suppliers = suppliers.map(|text| Email::parse(text).expect("an address"));
        let request: IssueRequest = serde_json::from_str(request).expect("a request");
        let (to, _) = request.wish(suppliers.as_ref()).map_err(|error| error.problem().errors[0].field.clone())?;
        Ok(to.map(|to| to.address.to_string()))
    }

    #[test]
    fn what_is_not_said_otherwise_goes_to_the_supplier() {
        let (linen, lena) = (Some("orders@linen.example"), r#"{ "address": "lena@linen.example" }"#);

        assert_eq!(wish("{}", linen), Ok(Ok("orders@linen.example".into())));
        assert_eq!(wish(lena, linen), Ok(Ok("lena@linen.example".into())));
        assert_eq!(wish(lena, None), Ok(Ok("lena@linen.example".into())));
        assert_eq!(wish("{}", None), Ok(Err(NotMailed::NoAddress)));
        assert_eq!(wish(r#"{ "is_mailed": false }"#, linen), Ok(Err(NotMailed::NotWanted)));
    }

    #[test]
    fn what_is_not_mailed_has_no_address_and_no_message() {
        for field in ["address", "message"] {
            let request = format!(r#"{{ "is_mailed": false, "{field}": "lena@linen.example" }}"#);
            assert_eq!(wish(&request, None), Err(field.to_owned()));
        }
    }
}
