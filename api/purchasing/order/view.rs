//! An order as a caller sees it, with what the caller may do and why not.
use access::{
    Action, Caller, Shown, Work,
    catalogue::{
        AcknowledgePurchaseOrders, AddWatchers, ApprovePurchaseOrders, CancelPurchaseOrders, CreateComments,
        HoldPurchaseOrders, IssuePurchaseOrders, MailPurchaseOrders, RejectPurchaseOrders, ReleasePurchaseOrders,
        ReopenPurchaseOrders, ReturnPurchaseOrders, ShortClosePurchaseOrders, SubmitPurchaseOrders,
        UpdatePurchaseOrders, WithdrawPurchaseOrders,
    },
};
use approval::{Standing, Verdict, standing};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    CountryCode, Currency, DepartmentId, Error, Money, Name, Note, PersonId, Rate, Reference, Revision, SupplierId,
    Text,
};
use serde::Serialize;
use suppliers::SupplierForOrder;
use tenancy::DeliveryAddressId;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Acknowledgement, Axis, Lifecycle, Order, OrderId, OrderLine, Progress, Tie, facts,
    store::{self, Printed},
};
use crate::{adjustment::DocumentAdjustment, totals::Totals};

/// Somebody by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonNamed {
    pub id: PersonId,
    pub name: Name,
}

/// A department by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DepartmentNamed {
    pub id: DepartmentId,
    pub name: Name,
}

/// A supplier by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SupplierNamed {
    pub id: SupplierId,
    pub name: Name,
}

/// Where the goods go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OrderAddress {
    pub id: DeliveryAddressId,
    pub name: Name,
    pub lines: Vec<Name>,
    pub country: CountryCode,
}

/// A hold, by whom and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = OrderHold)]
pub struct Hold {
    pub reason: Text,
    pub by: PersonNamed,
    pub at: DateTime<Utc>,
}

/// What is held; null when it is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = OrderHolds)]
pub struct Holds {
    pub receiving: Option<Hold>,
    pub billing: Option<Hold>,
}

/// The total in the currency of the approval policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BaseTotal {
    pub total: Money,
    pub rate: Rate,
    /// The day whose rate it is.
    pub rate_on: NaiveDate,
}

/// What the supplier answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Answered {
    pub code: Acknowledgement,
    pub note: Option<Note>,
    pub recorded_by: PersonNamed,
    pub at: DateTime<Utc>,
}

/// Why it was cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Cancellation {
    pub reason: Text,
    pub by: PersonNamed,
    pub at: DateTime<Utc>,
}

/// The copy that was sent to the supplier: `GET /purchase-orders/{id}/pdf` serves exactly these bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PrintedCopy {
    /// The SHA-256 of its bytes, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub sha256: String,
    /// The order's revision that it shows.
    pub revision: Revision,
    #[schema(minimum = 1)]
    pub pages: i32,
    /// Characters that no font of ours has; they are drawn as boxes.
    #[schema(minimum = 0)]
    pub missing_glyphs: i32,
    pub printed_at: DateTime<Utc>,
}

/// An order as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PurchaseOrder)]
pub struct OrderView {
    pub id: OrderId,
    /// Given at the first issue.
    #[schema(example = "PO-2026-00042")]
    pub number: Option<Reference>,
    pub external_number: Option<Reference>,
    pub title: Text,
    pub lifecycle: Lifecycle,
    pub receipt: Progress,
    pub billing: Progress,
    pub holds: Holds,
    pub requester: PersonNamed,
    pub on_behalf_of: Option<PersonNamed>,
    pub created_by: PersonNamed,
    pub submitted_by: Option<PersonNamed>,
    pub department: Option<DepartmentNamed>,
    pub supplier: Option<SupplierNamed>,
    pub currency: Currency,
    pub totals: Totals,
    /// Since it was last submitted.
    pub base_total: Option<BaseTotal>,
    pub need_by: Option<NaiveDate>,
    pub delivery_address: Option<OrderAddress>,
    pub payment_terms: Option<Text>,
    pub delivery_terms: Option<Text>,
    pub notes_to_supplier: Option<Note>,
    pub internal_note: Option<Note>,
    /// The requisition that it answers.
    pub requisition_id: Option<Uuid>,
    #[schema(max_items = 500)]
    pub lines: Vec<OrderLine>,
    /// Discounts and charges on the whole.
    #[schema(max_items = 50)]
    pub adjustments: Vec<DocumentAdjustment>,
    pub printed: Option<PrintedCopy>,
    pub acknowledgement: Option<Answered>,
    pub cancellation: Option<Cancellation>,
    pub created_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub approved_at: Option<DateTime<Utc>>,
    pub issued_at: Option<DateTime<Utc>>,
    pub issued_by: Option<PersonNamed>,
    pub revision: Revision,
    pub actions: Vec<Action>,
}

impl Shown for OrderView {
    fn revision(&self) -> Option<Revision> {
        Some(self.revision)
    }
}

/// Everything that stands around an order.
struct Around {
    lines: Vec<OrderLine>,
    printed: Option<Printed>,
    supplier: Option<SupplierForOrder>,
    standing: Option<Standing>,
}

/// The order as the caller sees it now.
pub(super) async fn show<P>(work: &mut Work<'_, P>, id: OrderId) -> Result<OrderView, Error> {
    let caller = work.caller().clone();
    let order = store::find(work, id).await?;
    let lines = store::lines(work, id, order.currency).await?;
    let printed = if order.issued_at.is_some() { store::printed(work, id).await? } else { None };
    let supplier = match (order.lifecycle, order.supplier_id) {
        (Lifecycle::Draft | Lifecycle::Approved, Some(id)) => {
            Some(suppliers::for_order(work, suppliers::SupplierId(id.0)).await?)
        }
        _ => None,
    };
    let standing = if order.lifecycle == Lifecycle::PendingApproval {
        Some(standing(work, &facts::facts(&order, &lines)?, &caller).await?)
    } else {
        None
    };
    order.seen_by(&caller, Around { lines, printed, supplier, standing })
}

impl Around {
    fn verdict(&self, order: &Order, verdict: Verdict) -> Result<(), Error> {
        order.may_be_decided()?;
        self.standing.as_ref().map_or(Ok(()), |standing| standing.rule(verdict))
    }

    fn withdrawing(&self, order: &Order) -> Result<(), Error> {
        order.may_be_withdrawn()?;
        self.standing.as_ref().map_or(Ok(()), Standing::rule_of_withdrawing)
    }

    fn supplier_is_active(&self) -> Result<(), Error> {
        self.supplier.as_ref().map_or(Ok(()), SupplierForOrder::must_be_active)
    }
}

impl Order {
    fn actions(&self, caller: &Caller, around: &Around) -> Vec<Action> {
        let tie = Tie::of(self, caller);
        let on_any = |rule: &dyn Fn(Axis) -> Result<(), Error>| rule(Axis::Receiving).or_else(|_| rule(Axis::Billing));
        vec![
            caller.action::<UpdatePurchaseOrders>(self.may_be_edited(tie)),
            caller.action::<SubmitPurchaseOrders>(
                self.may_be_submitted(tie, &around.lines).and_then(|()| around.supplier_is_active()),
            ),
            caller.action::<ApprovePurchaseOrders>(around.verdict(self, Verdict::Approve)),
            caller.action::<ReturnPurchaseOrders>(around.verdict(self, Verdict::Return)),
            caller.action::<RejectPurchaseOrders>(around.verdict(self, Verdict::Reject)),
            caller.action::<WithdrawPurchaseOrders>(around.withdrawing(self)),
            caller.action::<IssuePurchaseOrders>(self.may_be_issued(tie).and_then(|()| around.supplier_is_active())),
            caller.action::<MailPurchaseOrders>(self.may_be_mailed(tie)),
            caller.action::<AcknowledgePurchaseOrders>(self.may_be_acknowledged()),
            caller.action::<HoldPurchaseOrders>(on_any(&|axis| self.may_be_held(axis))),
            caller.action::<ReleasePurchaseOrders>(on_any(&|axis| self.may_be_released(axis))),
            caller.action::<CancelPurchaseOrders>(self.may_be_cancelled(tie)),
            caller.action::<ShortClosePurchaseOrders>(self.may_be_short_closed(tie, &around.lines)),
            caller.action::<ReopenPurchaseOrders>(self.may_be_reopened(tie, caller.person_id, &around.lines)),
            caller.action::<CreateComments>(Ok::<(), Error>(())),
            caller.action::<AddWatchers>(Ok::<(), Error>(())),
        ]
    }

    fn holds(&self) -> Holds {
        let hold = |reason: &Option<Text>, by, name: &Option<Name>, at| {
            Some(Hold { reason: reason.clone()?, by: named(by, name.clone())?, at: at? })
        };
        Holds {
            receiving: hold(
                &self.receiving_hold_reason,
                self.receiving_held_by,
                &self.receiving_held_by_name,
                self.receiving_held_at,
            ),
            billing: hold(
                &self.billing_hold_reason,
                self.billing_held_by,
                &self.billing_held_by_name,
                self.billing_held_at,
            ),
        }
    }

    fn base_total(&self) -> Option<BaseTotal> {
        let total = Money { minor: self.base_total_minor?, currency: self.base_currency? };
        Some(BaseTotal { total, rate: self.base_rate?, rate_on: self.base_rate_on? })
    }

    fn address(&self) -> Option<OrderAddress> {
        Some(OrderAddress {
            id: self.delivery_address_id?,
            name: self.delivery_address_name.clone()?,
            lines: self.delivery_address_lines.clone()?,
            country: self.delivery_address_country.clone()?,
        })
    }

    fn answered(&self) -> Option<Answered> {
        Some(Answered {
            code: self.acknowledgement?,
            note: self.acknowledgement_note.clone(),
            recorded_by: named(self.acknowledged_by, self.acknowledged_by_name.clone())?,
            at: self.acknowledged_at?,
        })
    }

    fn cancellation(&self) -> Option<Cancellation> {
        Some(Cancellation {
            reason: self.cancellation_reason.clone()?,
            by: named(self.cancelled_by, self.cancelled_by_name.clone())?,
            at: self.cancelled_at?,
        })
    }

    fn seen_by(self, caller: &Caller, around: Around) -> Result<OrderView, Error> {
        Ok(OrderView {
            actions: self.actions(caller, &around),
            totals: self.totals(&around.lines)?,
            adjustments: self.adjustments(&around.lines)?,
            holds: self.holds(),
            base_total: self.base_total(),
            delivery_address: self.address(),
            acknowledgement: self.answered(),
            cancellation: self.cancellation(),
            printed: around.printed.map(PrintedCopy::from),
            lines: around.lines,
            id: self.id,
            number: self.number,
            external_number: self.external_number,
            title: self.title,
            lifecycle: self.lifecycle,
            // Derived from the lines; nothing receives or bills them yet.
            receipt: Progress::None,
            billing: Progress::None,
            requester: PersonNamed { id: self.requester_id, name: self.requester_name },
            on_behalf_of: named(self.on_behalf_of_id, self.on_behalf_of_name),
            created_by: PersonNamed { id: self.created_by, name: self.created_by_name },
            submitted_by: named(self.submitted_by, self.submitted_by_name),
            department: self.department_id.zip(self.department_name).map(|(id, name)| DepartmentNamed { id, name }),
            supplier: self.supplier_id.zip(self.supplier_name).map(|(id, name)| SupplierNamed { id, name }),
            currency: self.currency,
            need_by: self.need_by,
            payment_terms: self.payment_terms,
            delivery_terms: self.delivery_terms,
            notes_to_supplier: self.notes_to_supplier,
            internal_note: self.internal_note,
            requisition_id: self.requisition_id,
            created_at: self.created_at,
            submitted_at: self.submitted_at,
            approved_at: self.approved_at,
            issued_at: self.issued_at,
            issued_by: named(self.issued_by, self.issued_by_name),
            revision: self.revision,
        })
    }
}

fn named(id: Option<PersonId>, name: Option<Name>) -> Option<PersonNamed> {
    Some(PersonNamed { id: id?, name: name? })
}

impl From<Printed> for PrintedCopy {
    fn from(printed: Printed) -> Self {
        let Printed { sha256, revision, pages, missing_glyphs, at: printed_at } = printed;
        Self { sha256, revision, pages, missing_glyphs, printed_at }
    }
}
