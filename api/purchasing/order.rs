//! The purchase order: where it stands, whose it is, and what may be done with it.
//!
//! Its lifecycle is stored; how far it is received and billed are axes of their own that follow from its lines, and a hold is
//! beside all three. Every rule here is asked twice: by the verb that acts, and by the document that shows its actions.
pub mod acknowledge;
pub mod add_watcher;
pub mod approve;
pub mod cancel;
mod closing;
pub mod comment;
pub mod create;
mod draft;
pub mod export;
pub mod export_lines;
mod facts;
pub mod from_requisition;
pub mod get;
pub mod hold;
pub mod issue;
pub mod list;
pub mod list_comments;
pub mod list_mails;
pub mod mail;
mod mailing;
mod paper;
pub mod preview;
pub mod print;
pub mod reject;
pub mod release;
pub mod remove_watcher;
pub mod reopen;
pub mod r#return;
mod rules;
pub mod short_close;
mod state;
mod store;
pub mod submit;
pub mod update;
mod verdict;
mod view;
pub mod withdraw;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    CountryCode, Currency, DepartmentId, Error, Money, Name, Note, PersonId, Quantity, Rate, Reference, Revision, Text,
    Unit, UnitPrice,
};
use serde::Serialize;
use tenancy::DeliveryAddressId;
use utoipa::ToSchema;
use uuid::Uuid;

pub use draft::OrderDraft;
pub use kernel::SupplierId;
pub use mailing::{Mailing, MailingState};
pub use rules::Tie;
pub use state::{Acknowledgement, Axis, Lifecycle, Progress};
pub(crate) use store::{Drafted, cancel_all, drafted};
pub use view::{DepartmentNamed, OrderView, PersonNamed, SupplierNamed};

use crate::{
    adjustment::{Adjustment, DocumentAdjustment, KeptOnDocument},
    line::{LineCategory, LineId, NewLine, ShortClosed},
    refusals,
    totals::{Tax, Taxed, Totals, sum, totals},
};

kernel::id! {
    /// A purchase order.
    OrderId;
}

/// An order as it is kept, with the names of whom and what it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order {
    pub id: OrderId,
    pub number: Option<Reference>,
    pub external_number: Option<Reference>,
    pub title: Text,
    pub lifecycle: Lifecycle,
    pub receiving_hold_reason: Option<Text>,
    pub receiving_held_by: Option<PersonId>,
    pub receiving_held_by_name: Option<Name>,
    pub receiving_held_at: Option<DateTime<Utc>>,
    pub billing_hold_reason: Option<Text>,
    pub billing_held_by: Option<PersonId>,
    pub billing_held_by_name: Option<Name>,
    pub billing_held_at: Option<DateTime<Utc>>,
    pub requester_id: PersonId,
    pub requester_name: Name,
    pub on_behalf_of_id: Option<PersonId>,
    pub on_behalf_of_name: Option<Name>,
    pub created_by: PersonId,
    pub created_by_name: Name,
    pub submitted_by: Option<PersonId>,
    pub submitted_by_name: Option<Name>,
    pub department_id: Option<DepartmentId>,
    pub department_name: Option<Name>,
    pub department_head_id: Option<PersonId>,
    /// Whether it was handed to the caller when whoever asked for it left.
    pub is_handed_to_caller: bool,
    pub supplier_id: Option<SupplierId>,
    pub supplier_name: Option<Name>,
    pub currency: Currency,
    pub net_minor: i64,
    pub tax_minor: i64,
    pub total_minor: i64,
    pub base_currency: Option<Currency>,
    pub base_total_minor: Option<i64>,
    pub base_rate: Option<Rate>,
    pub base_rate_on: Option<NaiveDate>,
    pub adjustments: Option<KeptOnDocument>,
    pub need_by: Option<NaiveDate>,
    pub delivery_address_id: Option<DeliveryAddressId>,
    pub delivery_address_name: Option<Name>,
    pub delivery_address_lines: Option<Vec<Name>>,
    pub delivery_address_country: Option<CountryCode>,
    pub payment_terms: Option<Text>,
    pub delivery_terms: Option<Text>,
    pub notes_to_supplier: Option<Note>,
    pub internal_note: Option<Note>,
    pub requisition_id: Option<Uuid>,
    pub material_digest: Option<Vec<u8>>,
    pub revision: Revision,
    pub created_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub approved_at: Option<DateTime<Utc>>,
    pub issued_at: Option<DateTime<Utc>>,
    pub issued_by: Option<PersonId>,
    pub issued_by_name: Option<Name>,
    pub acknowledged_at: Option<DateTime<Utc>>,
    pub acknowledged_by: Option<PersonId>,
    pub acknowledged_by_name: Option<Name>,
    pub acknowledgement: Option<Acknowledgement>,
    pub acknowledgement_note: Option<Note>,
    pub cancelled_at: Option<DateTime<Utc>>,
    pub cancelled_by: Option<PersonId>,
    pub cancelled_by_name: Option<Name>,
    pub cancellation_reason: Option<Text>,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OrderLine {
    pub id: LineId,
    /// From 1.
    #[schema(example = 1, minimum = 1, maximum = 500)]
    pub position: i32,
    pub description: Text,
    pub supplier_reference: Option<Reference>,
    pub category: Option<LineCategory>,
    pub quantity: Quantity,
    pub unit: Unit,
    pub unit_price: UnitPrice,
    /// How many units the price is for.
    pub price_base: Quantity,
    pub tax_code: Option<Tax>,
    /// Quantity x price, before discounts and charges.
    pub gross: Money,
    /// Discounts and charges on the line.
    #[schema(max_items = 20)]
    pub adjustments: Vec<Adjustment>,
    /// Gross, less its discounts and with its charges; without tax.
    pub net: Money,
    pub need_by: Option<NaiveDate>,
    pub note: Option<Note>,
    /// The requisition's line that it answers.
    pub requisition_line_id: Option<LineId>,
    /// The same, as people know it.
    pub answers: Option<AnsweredLine>,
    /// That and why so much of it will not come any more.
    pub short_closed: Option<ShortClosed>,
}

/// A requisition's line, as far as whoever sees an order that answers it may know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnsweredLine {
    pub requisition_id: Uuid,
    #[schema(example = "PR-2026-00007")]
    pub requisition_number: Option<Reference>,
    /// Its place there, from 1.
    #[schema(example = 1, minimum = 1, maximum = 500)]
    pub position: i32,
    /// How much of it was approved.
    pub quantity: Quantity,
}

impl Order {
    /// An amount of its own currency.
    pub(crate) fn money(&self, minor: i64) -> Money {
        Money { minor, currency: self.currency }
    }

    /// Discounts and charges on the whole, worked out on its lines.
    pub(crate) fn adjustments(&self, lines: &[OrderLine]) -> Result<Vec<DocumentAdjustment>, Error> {
        let Some(kept) = self.adjustments.clone() else { return Ok(Vec::new()) };
        let base = sum(self.currency, lines.iter().map(|line| line.net)).ok_or(refusals::TOTAL_TOO_LARGE)?;
        Ok(kept.on(base))
    }

    /// What it comes to.
    pub(crate) fn totals(&self, lines: &[OrderLine]) -> Result<Totals, Error> {
        let adjustments = self.adjustments(lines)?;
        let changes = adjustments.iter().map(DocumentAdjustment::on_document);
        Ok(totals(self.currency, lines.iter().map(OrderLine::taxed), changes).ok_or(refusals::TOTAL_TOO_LARGE)?)
    }

    /// What people call it: its number, else its title.
    pub(crate) fn name(&self) -> &str {
        self.number.as_ref().map_or_else(|| self.title.as_str(), Reference::as_str)
    }
}

impl OrderLine {
    /// As the totals take it.
    pub(crate) fn taxed(&self) -> Taxed<'_> {
        Taxed { amount: self.net, tax: self.tax_code.as_ref() }
    }

    /// As somebody would ask for it.
    pub(crate) fn as_asked(&self) -> NewLine {
        NewLine {
            id: Some(self.id),
            description: self.description.clone(),
            supplier_reference: self.supplier_reference.clone(),
            category_id: self.category.as_ref().map(|category| category.id),
            quantity: self.quantity,
            unit: self.unit.clone(),
            unit_price: self.unit_price,
            price_base: self.price_base,
            adjustments: self.adjustments.iter().map(Adjustment::as_asked).collect(),
            tax_code_id: self.tax_code.as_ref().map(|tax| tax.id),
            need_by: self.need_by,
            note: self.note.clone(),
        }
    }
}
