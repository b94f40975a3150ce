//! What of a requisition's discounts and charges goes along when a part of it is ordered.
//!
//! A percentage goes along as it is. A fixed amount goes by shares: by quantity where it is a line's, by value at the
//! estimated prices where it is the whole's. The shares of a requisition that is ordered whole come to the whole amount.
use kernel::{Amount, Error, Money, Quantity, SupplierId};
use rust_decimal::Decimal;

use super::{Requisition, RequisitionLine};
use crate::{
    adjustment::{Adjustment, NewAdjustment, NewDocumentAdjustment},
    order::from_requisition::OrderedLine,
    refusals::TOTAL_TOO_LARGE,
    totals::{stretch_of, sum},
};

impl RequisitionLine {
    /// The line's own, for a quantity that is ordered after `before` of it.
    pub(super) fn carried_adjustments(&self, before: Decimal, quantity: Quantity) -> Result<Vec<NewAdjustment>, Error> {
        let whole = self.line.quantity.decimal();
        let after = before + quantity.decimal();
        let share = |amount| stretch_of(amount, before, after, whole);
        let mut carried = Vec::new();
        for adjustment in &self.adjustments {
            match Carried::of(adjustment, share)? {
                Carried::AsItIs => carried.push(adjustment.as_asked()),
                Carried::Amount(amount) => {
                    carried.push(NewAdjustment { amount: Some(amount), ..adjustment.as_asked() });
                }
                Carried::Nothing => {}
            }
        }
        Ok(carried)
    }

    // What so much of it is worth at the estimated price.
    fn value_of(&self, quantity: Decimal) -> Option<Money> {
        stretch_of(self.net, Decimal::ZERO, quantity, self.line.quantity.decimal())
    }
}

impl Requisition {
    /// The whole's own, by the supplier whose order they go to.
    pub(super) fn carried_adjustments(
        &self,
        ordered: &[OrderedLine],
    ) -> Result<Vec<(SupplierId, Vec<NewDocumentAdjustment>)>, Error> {
        let mut suppliers: Vec<SupplierId> = Vec::new();
        for line in ordered {
            if !suppliers.contains(&line.supplier_id) {
                suppliers.push(line.supplier_id);
            }
        }
        let mut carried = Vec::new();
        for (supplier, place) in suppliers.iter().zip(1..) {
            let before = self.value_ordered(ordered, suppliers.iter().take(place - 1))?;
            let after = self.value_ordered(ordered, suppliers.iter().take(place))?;
            carried.push((*supplier, self.carried_share(place == 1, before, after)?));
        }
        Ok(carried)
    }

    // What stands in orders once these suppliers' are made.
    fn value_ordered<'a>(
        &self,
        ordered: &[OrderedLine],
        suppliers: impl Iterator<Item = &'a SupplierId>,
    ) -> Result<Money, Error> {
        let suppliers: Vec<_> = suppliers.collect();
        let of_line = |line: &RequisitionLine| {
            let now = ordered.iter().filter(|one| one.requisition_line_id == line.id);
            let now = now.filter(|one| suppliers.contains(&&one.supplier_id));
            let quantity: Decimal = now.map(|one| one.line.quantity.decimal()).sum();
            line.value_of(line.ordered + quantity)
        };
        let values: Option<Vec<_>> = self.lines.iter().map(of_line).collect();
        let total = values.and_then(|values| sum(self.details.currency, values));
        Ok(total.ok_or(TOTAL_TOO_LARGE)?)
    }

    fn carried_share(
        &self,
        is_first_now: bool,
        before: Money,
        after: Money,
    ) -> Result<Vec<NewDocumentAdjustment>, Error> {
        let whole = self.whole.totals.lines;
        // Of lines that are worth nothing there is no part: the first order takes all.
        let is_first = is_first_now && self.lines.iter().all(|line| line.ordered.is_zero());
        let share = |amount: Money| match whole.minor {
            0 if is_first => Some(amount),
            0 => Some(Money::zero(amount.currency)),
            _ => stretch_of(amount, before.decimal(), after.decimal(), whole.decimal()),
        };
        let mut carried = Vec::new();
        for adjustment in &self.whole.adjustments {
            match Carried::of(&adjustment.adjustment, share)? {
                Carried::AsItIs => carried.push(adjustment.as_asked()),
                Carried::Amount(amount) => {
                    carried.push(NewDocumentAdjustment { amount: Some(amount), ..adjustment.as_asked() });
                }
                Carried::Nothing => {}
            }
        }
        Ok(carried)
    }
}

enum Carried {
    /// A percentage.
    AsItIs,
    Amount(Amount),
    /// The share comes to less than half a minor unit.
    Nothing,
}

impl Carried {
    fn of(adjustment: &Adjustment, share: impl Fn(Money) -> Option<Money>) -> Result<Self, Error> {
        if adjustment.percent.is_some() {
            return Ok(Self::AsItIs);
        }
        let share = share(adjustment.amount).ok_or(TOTAL_TOO_LARGE)?;
        if share.minor == 0 && adjustment.amount.minor != 0 {
            return Ok(Self::Nothing);
        }
        Ok(Self::Amount(Amount::of(share.decimal()).map_err(std::io::Error::other)?))
    }
}

#[cfg(test)]
mod tests;
