//! What somebody enters of an order, checked against what the organisation has.
use access::{Caller, Tx, Work};
use chrono::NaiveDate;
use kernel::{Currency, DepartmentId, Error, FieldError, Note, PersonId, Reference, SupplierId, Text};
use serde::Deserialize;
use tenancy::DeliveryAddressId;
use utoipa::ToSchema;

use super::{
    Order, OrderLine,
    store::{self, NewOrderLine},
};
use crate::{
    adjustment::{DocumentAdjustment, NewDocumentAdjustment},
    line::{self, LineId, NewLine},
    pricing::PricedLine,
    sight::Sight,
};

/// An order as somebody drafts it; only title and currency must be known from the start.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreatePurchaseOrderRequest)]
pub struct OrderDraft {
    pub title: Text,
    /// Its number in the system it comes from.
    pub external_number: Option<Reference>,
    /// For whom it is, when not for yourself; heads of departments and those who see every order may say so.
    pub on_behalf_of_id: Option<PersonId>,
    pub department_id: Option<DepartmentId>,
    pub supplier_id: Option<SupplierId>,
    pub currency: Currency,
    /// A day, not a moment.
    #[serde(default, deserialize_with = "line::day")]
    #[schema(example = "2026-12-04")]
    pub need_by: Option<NaiveDate>,
    pub delivery_address_id: Option<DeliveryAddressId>,
    #[schema(example = "30 days net")]
    pub payment_terms: Option<Text>,
    #[schema(example = "DAP Bristol, Incoterms 2020")]
    pub delivery_terms: Option<Text>,
    /// Printed.
    pub notes_to_supplier: Option<Note>,
    /// Never printed.
    pub internal_note: Option<Note>,
    #[serde(default)]
    #[schema(max_items = 500)]
    pub lines: Vec<NewLine>,
    /// Discounts and charges on the whole, each of the sum of the lines.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub adjustments: Vec<NewDocumentAdjustment>,
}

impl OrderDraft {
    /// What stands in the order now, to be changed.
    pub(super) fn of(order: &Order, lines: &[OrderLine]) -> Result<Self, Error> {
        Ok(Self {
            title: order.title.clone(),
            external_number: order.external_number.clone(),
            on_behalf_of_id: order.on_behalf_of_id,
            department_id: order.department_id,
            supplier_id: order.supplier_id,
            currency: order.currency,
            need_by: order.need_by,
            delivery_address_id: order.delivery_address_id,
            payment_terms: order.payment_terms.clone(),
            delivery_terms: order.delivery_terms.clone(),
            notes_to_supplier: order.notes_to_supplier.clone(),
            internal_note: order.internal_note.clone(),
            lines: lines.iter().map(OrderLine::as_asked).collect(),
            adjustments: order.adjustments(lines)?.iter().map(DocumentAdjustment::as_asked).collect(),
        })
    }

    /// Refuses what the organisation does not have; what an old draft names already may have been retired since.
    pub(super) async fn must_be_known(
        &self,
        tx: &mut Tx,
        requester: PersonId,
        before: Option<&Self>,
    ) -> Result<(), Error> {
        let department =
            self.department_id.filter(|_| before.is_none_or(|old| old.department_id != self.department_id));
        let address = self
            .delivery_address_id
            .filter(|_| before.is_none_or(|old| old.delivery_address_id != self.delivery_address_id));
        let person =
            self.on_behalf_of_id.filter(|_| before.is_none_or(|old| old.on_behalf_of_id != self.on_behalf_of_id));
        let is = store::in_use(tx, department, address, person).await?;
        let mut errors = Vec::new();
        let mut unknown = |is_known: bool, field: &str, what: &str| {
            if !is_known {
                errors.push(FieldError::new(field, "unknown", format!("There is no such {what} in use.")));
            }
        };
        unknown(is.department, "department_id", "department");
        unknown(is.delivery_address, "delivery_address_id", "delivery address");
        unknown(is.person, "on_behalf_of_id", "person");
        if self.on_behalf_of_id == Some(requester) {
            errors.push(FieldError::new("on_behalf_of_id", "same_person", "Must be somebody else than the requester."));
        }
        if !errors.is_empty() {
            return Err(Error::invalid_fields(errors));
        }
        if let Some(supplier) = self.supplier_id {
            suppliers::for_order(tx, suppliers::SupplierId(supplier.0)).await?;
        }
        Ok(())
    }

    /// Refuses to let just anybody draft in another's name.
    pub(super) fn must_be_in_own_name(&self, caller: &Caller, before: Option<&Self>) -> Result<(), Error> {
        let sight = Sight::of_orders(caller);
        let is_new =
            self.on_behalf_of_id.is_some() && before.is_none_or(|old| old.on_behalf_of_id != self.on_behalf_of_id);
        if !is_new || sight.all || sight.department {
            return Ok(());
        }
        let message = "Only the head of a department, or who sees every order, drafts on somebody's behalf.";
        Err(Error::invalid("on_behalf_of_id", "not_allowed", message))
    }
}

/// Gives each line its place and its id: a line that stays keeps its own.
pub(super) fn placed<P>(
    work: &Work<'_, P>,
    priced: Vec<PricedLine>,
    before: &[OrderLine],
) -> Result<Vec<NewOrderLine>, Error> {
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    for (line, position) in priced.into_iter().zip(1_i32..) {
        let asked = line.line.id;
        let old = before.iter().find(|old| Some(old.id) == asked);
        let is_twice = asked.is_some() && lines.iter().any(|line: &NewOrderLine| Some(line.id) == asked);
        if asked.is_some() && (old.is_none() || is_twice) {
            let field = format!("lines[{}].id", position.saturating_sub(1));
            errors.push(FieldError::new(
                field,
                "unknown",
                "Must be a line of this order, once; leave it out for a new one.",
            ));
        }
        let id = asked.unwrap_or_else(|| LineId(work.new_id()));
        let requisition_line_id = old.and_then(|old| old.requisition_line_id);
        lines.push(NewOrderLine { id, position, line, requisition_line_id });
    }
    if errors.is_empty() { Ok(lines) } else { Err(Error::invalid_fields(errors)) }
}
