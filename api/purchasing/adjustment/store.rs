//! How discounts and charges are kept: in a column of the row that they change.
use kernel::{Error, Money, Percent, Text};
use serde::{Deserialize, Serialize};
use sqlx::{
    Decode, Postgres, Type,
    error::BoxDynError,
    postgres::{PgTypeInfo, PgValueRef},
    types::Json,
};

use super::{Adjustment, AdjustmentKind, DocumentAdjustment, ReasonCode};
use crate::{line::TaxCodeId, totals::Tax};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct KeptOne {
    kind: AdjustmentKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    percent: Option<Percent>,
    amount_minor: i64,
    reason: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason_code: Option<ReasonCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tax_code_id: Option<TaxCodeId>,
}

impl KeptOne {
    fn of(adjustment: &Adjustment, tax_code_id: Option<TaxCodeId>) -> Self {
        let Adjustment { kind, percent, reason_code, .. } = *adjustment;
        let amount_minor = adjustment.amount.minor;
        Self { kind, percent, amount_minor, reason: adjustment.reason.clone(), reason_code, tax_code_id }
    }

    // The base of a percentage is what it was taken of; `base` is in the currency of both.
    fn worked_out(self, base: Money) -> Adjustment {
        let Self { kind, percent, amount_minor, reason, reason_code, .. } = self;
        let amount = Money { minor: amount_minor, currency: base.currency };
        Adjustment { kind, percent, base: percent.map(|_| base), amount, reason, reason_code }
    }
}

/// The discounts and charges of a row, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Kept(Vec<KeptOne>);

impl Kept {
    pub(crate) fn of_line(adjustments: &[Adjustment]) -> Self {
        Self(adjustments.iter().map(|one| KeptOne::of(one, None)).collect())
    }

    pub(crate) fn of_document(adjustments: &[DocumentAdjustment]) -> Self {
        let kept = |one: &DocumentAdjustment| KeptOne::of(&one.adjustment, one.tax_code.as_ref().map(|tax| tax.id));
        Self(adjustments.iter().map(kept).collect())
    }

    /// As it is written.
    pub(crate) fn into_json(self) -> Result<serde_json::Value, Error> {
        Ok(serde_json::to_value(self)?)
    }

    /// Of a line that nets so much: what it came to by its price, and what was taken off and put on.
    pub(crate) fn on_line(self, net: Money) -> Result<(Money, Vec<Adjustment>), Error> {
        // Undone in the opposite order, no step is larger than it was when the line was written.
        let undone = self.0.iter().rev().try_fold(net, |left, one| {
            let amount = Money { minor: one.amount_minor, currency: net.currency };
            match one.kind {
                AdjustmentKind::Discount => left.plus(amount),
                AdjustmentKind::Charge => left.minus(amount),
            }
        });
        let gross = undone.ok_or_else(|| std::io::Error::other("the adjustments of a line undo to no amount"))?;
        Ok((gross, self.0.into_iter().map(|one| one.worked_out(gross)).collect()))
    }
}

/// The discounts and charges of a document, with what their tax codes mean today.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct KeptOnDocument {
    adjustments: Kept,
    taxes: Vec<Tax>,
}

impl KeptOnDocument {
    /// On lines that net so much together.
    pub(crate) fn on(self, lines: Money) -> Vec<DocumentAdjustment> {
        let Self { adjustments, taxes } = self;
        let shown = |one: KeptOne| {
            let tax_code = one.tax_code_id.and_then(|id| taxes.iter().find(|tax| tax.id == id)).cloned();
            DocumentAdjustment { adjustment: one.worked_out(lines), tax_code }
        };
        adjustments.0.into_iter().map(shown).collect()
    }
}

impl Type<Postgres> for Kept {
    fn type_info() -> PgTypeInfo {
        <Json<Self> as Type<Postgres>>::type_info()
    }
}

impl Decode<'_, Postgres> for Kept {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        Ok(<Json<Self> as Decode<Postgres>>::decode(value)?.0)
    }
}

impl Type<Postgres> for KeptOnDocument {
    fn type_info() -> PgTypeInfo {
        <Json<Self> as Type<Postgres>>::type_info()
    }
}

impl Decode<'_, Postgres> for KeptOnDocument {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        Ok(<Json<Self> as Decode<Postgres>>::decode(value)?.0)
    }
}
