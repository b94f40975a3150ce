//! Discounts and charges, on a line or on a whole document: an amount or a percentage, and why.
//!
//! A percentage is of what a line comes to by its price, or of the sum of a document's lines; several are each of that
//! same base, none of what another leaves. Sources: `docs/totals.md`.
mod store;

use kernel::{Amount, FieldError, Money, Percent, Text};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

pub use crate::adjustment_reason::ReasonCode;
pub(crate) use store::{Kept, KeptOnDocument};

use crate::{
    line::TaxCodeId,
    totals::{OnDocument, Tax, Taxed, percent_of},
};

/// The most discounts and charges of one line.
pub const LINE_ADJUSTMENTS_MAX: usize = 20;

/// The most discounts and charges of one document, beside those of its lines.
pub const DOCUMENT_ADJUSTMENTS_MAX: usize = 50;

/// Whether it makes less or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AdjustmentKind {
    /// An allowance, as EN 16931 says.
    Discount,
    Charge,
}

/// A discount or a charge as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAdjustment {
    pub kind: AdjustmentKind,
    /// Of the line's quantity x price; either this or `amount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    /// In the document's currency; either this or `percent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// Printed.
    #[schema(example = "Volume discount")]
    pub reason: Text,
    /// UNCL 5189 for a discount, UNCL 7161 for a charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<ReasonCode>,
}

/// A discount or a charge on a whole document, as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDocumentAdjustment {
    pub kind: AdjustmentKind,
    /// Of the sum of the lines; either this or `amount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    /// In the document's currency; either this or `percent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// Printed.
    #[schema(example = "Freight")]
    pub reason: Text,
    /// UNCL 5189 for a discount, UNCL 7161 for a charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<ReasonCode>,
    /// Which tax it bears, or takes off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_code_id: Option<TaxCodeId>,
}

/// A discount or a charge, and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Adjustment {
    pub kind: AdjustmentKind,
    /// Null for a fixed amount.
    pub percent: Option<Percent>,
    /// What the percentage is of; null for a fixed amount.
    pub base: Option<Money>,
    /// Without a sign: `kind` says whether it makes less or more.
    pub amount: Money,
    #[schema(example = "Volume discount")]
    pub reason: Text,
    pub reason_code: Option<ReasonCode>,
}

/// A discount or a charge on a whole document, and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentAdjustment {
    #[serde(flatten)]
    pub adjustment: Adjustment,
    /// Which tax it bears, or takes off.
    pub tax_code: Option<Tax>,
}

impl NewAdjustment {
    /// Works out what it comes to on a base, or says which field is wrong.
    pub(crate) fn on(self, base: Money) -> Result<Adjustment, FieldError> {
        let Self { kind, percent, amount, reason, reason_code } = self;
        if reason_code.is_some_and(|code| code.kind() != kind) {
            let message = format!("Must be a code of {}.", ReasonCode::list_of(kind));
            return Err(FieldError::new("reason_code", "unknown_reason_code", message));
        }
        let amount = match (percent, amount) {
            (Some(percent), None) => percent_of(base, percent.decimal())
                .ok_or_else(|| FieldError::new("percent", "too_large", "It comes to too much."))?,
            (None, Some(amount)) => Money::exactly(amount.decimal(), base.currency).ok_or_else(|| {
                let message = format!("{} has {} decimal places.", base.currency, base.currency.digits());
                FieldError::new("amount", "too_precise", message)
            })?,
            (None, None) => return Err(FieldError::new("amount", "required", "Give `percent` or `amount`.")),
            (Some(_), Some(_)) => {
                return Err(FieldError::new("amount", "not_both", "Give `percent` or `amount`, not both."));
            }
        };
        Ok(Adjustment { kind, percent, base: percent.map(|_| base), amount, reason, reason_code })
    }
}

impl NewDocumentAdjustment {
    /// What a line's would be, and the tax code.
    pub(crate) fn into_parts(self) -> (NewAdjustment, Option<TaxCodeId>) {
        let Self { kind, percent, amount, reason, reason_code, tax_code_id } = self;
        (NewAdjustment { kind, percent, amount, reason, reason_code }, tax_code_id)
    }
}

impl Adjustment {
    /// As somebody would ask for it.
    pub(crate) fn as_asked(&self) -> NewAdjustment {
        let Self { kind, percent, reason_code, .. } = *self;
        let amount = if percent.is_none() { Amount::of(self.amount.decimal()).ok() } else { None };
        NewAdjustment { kind, percent, amount, reason: self.reason.clone(), reason_code }
    }

    /// What is left of an amount, or what it grows to; none when that is too large to be kept.
    pub(crate) fn applied_to(&self, amount: Money) -> Option<Money> {
        match self.kind {
            AdjustmentKind::Discount => amount.minus(self.amount),
            AdjustmentKind::Charge => amount.plus(self.amount),
        }
    }
}

impl DocumentAdjustment {
    /// As somebody would ask for it.
    pub(crate) fn as_asked(&self) -> NewDocumentAdjustment {
        let NewAdjustment { kind, percent, amount, reason, reason_code } = self.adjustment.as_asked();
        let tax_code_id = self.tax_code.as_ref().map(|tax| tax.id);
        NewDocumentAdjustment { kind, percent, amount, reason, reason_code, tax_code_id }
    }

    /// As the totals take it.
    pub(crate) fn on_document(&self) -> OnDocument<'_> {
        let taxed = Taxed { amount: self.adjustment.amount, tax: self.tax_code.as_ref() };
        match self.adjustment.kind {
            AdjustmentKind::Discount => OnDocument::Discount(taxed),
            AdjustmentKind::Charge => OnDocument::Charge(taxed),
        }
    }
}

/// What matters to approvers, with the discounts and charges on it; without any it is what it was before there were some,
/// so that approvals given then still stand.
pub(crate) fn with_adjustments(material: Value, adjustments: &[impl Serialize]) -> Value {
    match material {
        Value::Object(mut fields) if !adjustments.is_empty() => {
            fields.insert("adjustments".into(), json!(adjustments));
            Value::Object(fields)
        }
        material => material,
    }
}

impl AdjustmentKind {
    /// As people say it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Discount => "Discount",
            Self::Charge => "Charge",
        }
    }
}

#[cfg(test)]
mod tests;
