//! The paper of an issued order on its way to the supplier: asked for with the issue or later, shown with what came of it.
use std::time::Duration;

use access::{OrderMail, Shown, Work};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Email, Error, MailId, Message, Revision};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{OrderId, OrderView, PersonNamed, paper, store};
use crate::refusals;

/// The most mailings of an order in [`COUNTED_FOR`].
const MAILINGS_MAX: i64 = 10;
const COUNTED_FOR: Duration = Duration::from_hours(24);

/// How a mailing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = PurchaseOrderMailState)]
pub enum MailingState {
    /// It is to be sent, now or after a while.
    Waiting,
    /// The mail server has taken it.
    Sent,
    /// It was not sent: the mail server refused it, or did not take it for three days.
    Failed,
}

/// An order's paper that was mailed, or is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PurchaseOrderMail)]
pub struct Mailing {
    pub id: MailId,
    pub address: Email,
    /// Whether it was the supplier's own; else it was given for this once.
    pub is_suppliers_address: bool,
    /// What was written beside the paper.
    pub message: Option<Message>,
    /// The order's revision that the paper shows.
    pub revision: Revision,
    pub asked_by: PersonNamed,
    pub asked_at: DateTime<Utc>,
    pub state: MailingState,
    /// When the mail server is asked next, while it waits.
    pub next_at: Option<DateTime<Utc>>,
    /// When the mail server took it, or it was given up.
    pub ended_at: Option<DateTime<Utc>>,
    /// What the mail server last said when it did not take it.
    #[schema(example = "550 5.1.1 mailbox unavailable", max_length = 500)]
    pub reply: Option<String>,
}

impl Shown for Mailing {}

/// Where a paper goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Addressee {
    pub address: Email,
    pub is_suppliers: bool,
}

impl Addressee {
    /// The address that was given for this once, else the supplier's; none where neither is known.
    pub(crate) fn of(given: Option<Email>, suppliers: Option<&Email>) -> Option<Self> {
        let address = given.or_else(|| suppliers.cloned())?;
        Some(Self { is_suppliers: suppliers == Some(&address), address })
    }

    /// What the trail is told: an address is somebody's own, and stands there in no event.
    pub(crate) fn told(&self, id: MailId) -> Value {
        json!({ "mail_id": id, "to": if self.is_suppliers { "supplier" } else { "another_address" } })
    }
}

/// Refuses one mailing more where an order was mailed often of late.
pub(super) async fn may_be_mailed_again<P>(work: &mut Work<'_, P>, order: OrderId) -> Result<(), Error> {
    let since = work.now() - COUNTED_FOR;
    if store::mailings_since(work, order, since).await? >= MAILINGS_MAX {
        return Err(refusals::ORDER_MAILED_TOO_OFTEN.into());
    }
    Ok(())
}

/// Mails the kept paper of an order, issued on this day where the organisation is, and keeps to whom.
pub(super) async fn mail<P>(
    work: &mut Work<'_, P>,
    order: &OrderView,
    issued_on: NaiveDate,
    (to, message): (&Addressee, Option<&Message>),
) -> Result<MailId, Error> {
    let lacks = || std::io::Error::other("an issued order has a number, an issuer and a printed copy");
    let number = order.number.as_ref().ok_or_else(lacks)?;
    let issuer = order.issued_by.as_ref().ok_or_else(lacks)?;
    let printed = order.printed.as_ref().ok_or_else(lacks)?;
    let (issued_on, need_by) = (paper::day(issued_on), order.need_by.map(paper::day));
    let total = format!("{} {}", order.currency, paper::amount(order.totals.gross));
    let id = MailId(work.new_id());
    store::keep_mailing(work, id, order.id, printed.revision, (to, message)).await?;
    let mail = OrderMail {
        number: number.as_str(),
        issuer: issuer.name.as_str(),
        issued_on: &issued_on,
        need_by: need_by.as_deref(),
        total: &total,
        message: message.map(Message::as_str),
    };
    work.mail_order(id, &mail).await?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> Email {
        Email::parse(text).expect("an address")
    }

    #[test]
    fn a_paper_goes_to_the_supplier_unless_another_address_is_given() {
        let (suppliers, other) = (email("orders@linen.example"), email("lena@linen.example"));
        let to = |address: &Email, is_suppliers| Some(Addressee { address: address.clone(), is_suppliers });

        assert_eq!(Addressee::of(None, Some(&suppliers)), to(&suppliers, true));
        assert_eq!(Addressee::of(Some(suppliers.clone()), Some(&suppliers)), to(&suppliers, true));
        assert_eq!(Addressee::of(Some(other.clone()), Some(&suppliers)), to(&other, false));
        assert_eq!(Addressee::of(Some(other.clone()), None), to(&other, false));
        assert_eq!(Addressee::of(None, None), None);
    }

    #[test]
    fn no_event_holds_an_address() {
        let to = Addressee { address: email("orders@linen.example"), is_suppliers: true };

        let told = to.told(MailId(uuid::Uuid::nil())).to_string();

        assert!(!told.contains("linen") && told.contains("supplier"), "{told}");
    }
}
