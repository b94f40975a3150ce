//! A requisition's line: what is asked for, perhaps from whom, and how much of it stands in orders.
use chrono::NaiveDate;
use kernel::{Money, Note, Quantity, Reference, SupplierId, Text, Unit, UnitPrice};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    adjustment::{Adjustment, NewAdjustment},
    line::{CategoryId, LineCategory, LineId, NewLine, ShortClosed, TaxCodeId, day},
    order::SupplierNamed,
    totals::{Tax, Taxed},
};

/// A line as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestedLine {
    /// Which line it is of those that the requisition has; leave it out for a new one.
    #[serde(default)]
    pub id: Option<LineId>,
    pub description: Text,
    /// Who could deliver it: a suggestion, where it differs from the requisition's own.
    pub supplier_id: Option<SupplierId>,
    /// The supplier's own number of the article.
    pub supplier_reference: Option<Reference>,
    pub category_id: Option<CategoryId>,
    pub quantity: Quantity,
    pub unit: Unit,
    /// What `price_base` units may cost: an estimate.
    pub unit_price: UnitPrice,
    /// How many units the price is for.
    #[serde(default = "one")]
    #[schema(default = "1")]
    pub price_base: Quantity,
    /// Discounts and charges on the line, each of quantity x price; taxed as the line is.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub adjustments: Vec<NewAdjustment>,
    pub tax_code_id: Option<TaxCodeId>,
    /// Where it differs from the requisition's own; a day, not a moment.
    #[serde(default, deserialize_with = "day")]
    #[schema(example = "2026-12-04")]
    pub need_by: Option<NaiveDate>,
    pub note: Option<Note>,
}

fn one() -> Quantity {
    Quantity::ONE
}

impl RequestedLine {
    /// A line as it stands, to be kept or changed.
    pub(crate) fn of(line: &RequisitionLine) -> Self {
        let asked = line.line.clone();
        Self {
            id: Some(line.id),
            description: asked.description,
            supplier_id: line.supplier.as_ref().map(|supplier| supplier.id),
            supplier_reference: asked.supplier_reference,
            category_id: asked.category_id,
            quantity: asked.quantity,
            unit: asked.unit,
            unit_price: asked.unit_price,
            price_base: asked.price_base,
            adjustments: asked.adjustments,
            tax_code_id: asked.tax_code_id,
            need_by: asked.need_by,
            note: asked.note,
        }
    }

    /// Its supplier, and the line that a price is worked out for.
    pub(crate) fn into_parts(self) -> (Option<SupplierId>, NewLine) {
        let Self { id, description, supplier_id, supplier_reference, category_id, quantity, unit, .. } = self;
        let Self { unit_price, price_base, adjustments, tax_code_id, need_by, note, .. } = self;
        let line = NewLine {
            id,
            description,
            supplier_reference,
            category_id,
            quantity,
            unit,
            unit_price,
            price_base,
            adjustments,
            tax_code_id,
            need_by,
            note,
        };
        (supplier_id, line)
    }
}

/// A line of a requisition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequisitionLine {
    pub id: LineId,
    pub supplier: Option<SupplierNamed>,
    pub line: NewLine,
    pub category: Option<LineCategory>,
    pub tax: Option<Tax>,
    pub gross: Money,
    pub adjustments: Vec<Adjustment>,
    pub net: Money,
    /// How much stands in orders that live.
    pub ordered: Decimal,
    /// Since the rest was closed short.
    pub short_closed: Option<ShortClosed>,
}

impl RequisitionLine {
    /// As the totals take it.
    pub(crate) fn taxed(&self) -> Taxed<'_> {
        Taxed { amount: self.net, tax: self.tax.as_ref() }
    }

    /// How much may still be ordered.
    pub(crate) fn remaining(&self) -> Decimal {
        let closed = self.short_closed.as_ref().map_or(Decimal::ZERO, |closed| closed.quantity);
        (self.line.quantity.decimal() - self.ordered - closed).max(Decimal::ZERO).normalize()
    }
}

/// A line as people see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequisitionLineView {
    pub id: LineId,
    /// Its place, from 1.
    #[schema(example = 1, minimum = 1, maximum = 500)]
    pub position: usize,
    pub description: Text,
    /// A suggestion.
    pub supplier: Option<SupplierNamed>,
    pub supplier_reference: Option<Reference>,
    pub category: Option<LineCategory>,
    pub quantity: Quantity,
    pub unit: Unit,
    /// An estimate.
    pub unit_price: UnitPrice,
    pub price_base: Quantity,
    pub tax_code: Option<Tax>,
    pub need_by: Option<NaiveDate>,
    pub note: Option<Note>,
    /// Quantity x price, before discounts and charges.
    pub gross: Money,
    /// Discounts and charges on the line.
    #[schema(max_items = 20)]
    pub adjustments: Vec<Adjustment>,
    /// Gross, less its discounts and with its charges; without tax.
    pub net: Money,
    /// How much stands in orders that live.
    #[schema(value_type = String, example = "4")]
    pub ordered_quantity: Decimal,
    /// How much may still be ordered.
    #[schema(value_type = String, example = "8")]
    pub remaining_quantity: Decimal,
    /// That and why nothing more is ordered of it; with what is ordered and what remains it comes to what was approved.
    pub short_closed: Option<ShortClosed>,
}

impl RequisitionLineView {
    pub(super) fn of(line: RequisitionLine, position: usize) -> Self {
        let remaining_quantity = line.remaining();
        let RequisitionLine { id, supplier, line, category, tax, gross, adjustments, net, ordered, short_closed } =
            line;
        Self {
            id,
            position,
            description: line.description,
            supplier,
            supplier_reference: line.supplier_reference,
            category,
            quantity: line.quantity,
            unit: line.unit,
            unit_price: line.unit_price,
            price_base: line.price_base,
            tax_code: tax,
            need_by: line.need_by,
            note: line.note,
            gross,
            adjustments,
            net,
            ordered_quantity: ordered.normalize(),
            remaining_quantity,
            short_closed,
        }
    }
}
