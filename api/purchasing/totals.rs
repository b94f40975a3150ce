//! What lines, discounts and charges come to: exact, in the document's own currency, by the arithmetic of EN 16931.
//!
//! A line's net is quantity x price / base quantity less its discounts and with its charges; each amount that is stated
//! is rounded half up once. Tax is taken per treatment and rate on the sum of what bears it, not line by line, so that
//! it agrees with the supplier's invoice. Each rule with its source: `docs/totals.md`.
mod arithmetic;

use kernel::{Currency, Money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use arithmetic::{gross, percent_of, stretch_of};

use crate::line::TaxCodeId;

/// A tax code as it stood when the line was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = LineTax)]
pub struct Tax {
    pub id: TaxCodeId,
    #[schema(example = "VAT20")]
    pub code: String,
    #[schema(example = "VAT 20 %")]
    pub name: String,
    /// UNCL 5305: S standard, Z zero, E exempt, AE reverse charge, K intra-community, G export, O outside.
    #[schema(example = "S")]
    pub treatment: String,
    /// Per cent.
    #[schema(value_type = String, example = "20")]
    pub rate_percent: Decimal,
}

impl Tax {
    // EN 16931 knows a category by its code and its rate; two tax codes of both are one to the supplier.
    fn is_category_of(&self, other: &Self) -> bool {
        self.treatment == other.treatment && self.rate_percent == other.rate_percent
    }
}

/// What bears one tax comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaxSum {
    /// The tax code, the first of them where several have the same treatment and rate; null for what bears none.
    pub tax_code: Option<Tax>,
    /// The net of the lines, less discounts and with charges on the document (EN 16931, BT-116).
    pub taxable: Money,
    /// Taxable x rate, rounded once (BT-117).
    pub tax: Money,
}

/// What a document comes to, by the arithmetic of EN 16931.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Totals {
    /// The sum of the lines' nets (BT-106).
    pub lines: Money,
    /// The sum of the discounts on the document (BT-107).
    pub discounts: Money,
    /// The sum of the charges on the document (BT-108).
    pub charges: Money,
    /// Lines less discounts and with charges, without tax (BT-109).
    pub net: Money,
    /// The sum of the taxes (BT-110).
    pub tax: Money,
    /// Net and tax (BT-112).
    pub gross: Money,
    /// What is to be paid (BT-115): nothing is paid or rounded off before an order is invoiced, so this is the gross.
    pub payable: Money,
    /// Per treatment and rate, in the order of the lines, then of the discounts and charges.
    pub by_tax_code: Vec<TaxSum>,
}

/// An amount that bears a tax.
#[derive(Debug, Clone, Copy)]
pub struct Taxed<'a> {
    pub amount: Money,
    pub tax: Option<&'a Tax>,
}

/// A discount or a charge on a whole document.
#[derive(Debug, Clone, Copy)]
pub enum OnDocument<'a> {
    Discount(Taxed<'a>),
    Charge(Taxed<'a>),
}

/// The sum of amounts of one currency; none when it is too large to be kept.
pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
    amounts.into_iter().try_fold(Money::zero(currency), Money::plus)
}

/// The totals of lines, each its net and tax, and of what changes the whole; none when they are too large to be kept.
pub fn totals<'l, 'd>(
    currency: Currency,
    lines: impl IntoIterator<Item = Taxed<'l>>,
    on_document: impl IntoIterator<Item = OnDocument<'d>>,
) -> Option<Totals> {
    let zero = Money::zero(currency);
    let mut sums: Vec<TaxSum> = Vec::new();
    let (mut of_lines, mut discounts, mut charges) = (zero, zero, zero);
    for line in lines {
        of_lines = of_lines.plus(line.amount)?;
        add(&mut sums, line.amount, line.tax)?;
    }
    for adjustment in on_document {
        match adjustment {
            OnDocument::Discount(discount) => {
                discounts = discounts.plus(discount.amount)?;
                add(&mut sums, zero.minus(discount.amount)?, discount.tax)?;
            }
            OnDocument::Charge(charge) => {
                charges = charges.plus(charge.amount)?;
                add(&mut sums, charge.amount, charge.tax)?;
            }
        }
    }
    for sum in &mut sums {
        if let Some(code) = &sum.tax_code {
            sum.tax = percent_of(sum.taxable, code.rate_percent)?;
        }
    }
    let net = of_lines.minus(discounts)?.plus(charges)?;
    let tax = sum(currency, sums.iter().map(|sum| sum.tax))?;
    let gross = net.plus(tax)?;
    let payable = payable(gross, zero, zero)?;
    Some(Totals { lines: of_lines, discounts, charges, net, tax, gross, payable, by_tax_code: sums })
}

/// What is left to pay of a gross: less what is paid, and with what it is rounded by.
pub fn payable(gross: Money, paid: Money, rounding: Money) -> Option<Money> {
    gross.minus(paid)?.plus(rounding)
}

fn add(sums: &mut Vec<TaxSum>, amount: Money, tax: Option<&Tax>) -> Option<()> {
    let is_same = |sum: &TaxSum| match (&sum.tax_code, tax) {
        (Some(known), Some(tax)) => known.is_category_of(tax),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    match sums.iter_mut().find(|sum| is_same(sum)) {
        Some(sum) => sum.taxable = sum.taxable.plus(amount)?,
        None => {
            sums.push(TaxSum { tax_code: tax.cloned(), taxable: amount, tax: Money::zero(amount.currency) });
        }
    }
    Some(())
}

#[cfg(test)]
mod tests;
