//! A tax code: a rate with its treatment, both as they were entered; a new rate is a new code.
pub mod create;
pub mod export;
pub mod get;
pub mod list;
mod store;
pub mod update;

use access::{Action, Caller, Shown, catalogue::UpdateTaxCodes};
use kernel::{Code, Error, Name, Percent, Revision};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

kernel::id! {
    /// A tax code.
    TaxCodeId;
}

/// How the tax is treated, by the codes of UNCL 5305: S standard rate, Z zero rated, E exempt, AE reverse charge,
/// K intra-community supply, G export, O outside the scope of tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[sqlx(type_name = "text")]
pub enum Treatment {
    #[serde(rename = "S")]
    #[sqlx(rename = "S")]
    Standard,
    #[serde(rename = "Z")]
    #[sqlx(rename = "Z")]
    ZeroRated,
    #[serde(rename = "E")]
    #[sqlx(rename = "E")]
    Exempt,
    #[serde(rename = "AE")]
    #[sqlx(rename = "AE")]
    ReverseCharge,
    #[serde(rename = "K")]
    #[sqlx(rename = "K")]
    IntraCommunity,
    #[serde(rename = "G")]
    #[sqlx(rename = "G")]
    Export,
    #[serde(rename = "O")]
    #[sqlx(rename = "O")]
    OutsideScope,
}

impl Treatment {
    /// Its code in UNCL 5305.
    pub fn code(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::ZeroRated => "Z",
            Self::Exempt => "E",
            Self::ReverseCharge => "AE",
            Self::IntraCommunity => "K",
            Self::Export => "G",
            Self::OutsideScope => "O",
        }
    }
}

/// A tax code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaxCode {
    pub id: TaxCodeId,
    pub name: Name,
    /// Unique in the organisation.
    pub code: Code,
    pub treatment: Treatment,
    /// Above zero for treatment S, zero for every other.
    #[schema(example = "20")]
    pub rate_percent: Percent,
    /// False once it is retired: new documents cannot name it, old ones keep it.
    pub is_active: bool,
    pub revision: Revision,
}

/// A tax code as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaxCodeView {
    #[serde(flatten)]
    tax_code: TaxCode,
    actions: Vec<Action>,
}

/// A standard rate is above zero, every other treatment has none (EN 16931, BR-S-05 and its sisters).
pub fn must_fit(treatment: Treatment, rate: Percent) -> Result<(), Error> {
    let is_zero = rate.decimal() == Decimal::ZERO;
    match treatment {
        Treatment::Standard if is_zero => {
            Err(Error::invalid("rate_percent", "too_small", "Treatment S has a rate above 0; Z is zero rated."))
        }
        Treatment::Standard => Ok(()),
        Treatment::ZeroRated
        | Treatment::Exempt
        | Treatment::ReverseCharge
        | Treatment::IntraCommunity
        | Treatment::Export
        | Treatment::OutsideScope => {
            if is_zero {
                Ok(())
            } else {
                Err(Error::invalid("rate_percent", "must_be_zero", "Only treatment S has a rate above 0."))
            }
        }
    }
}

impl TaxCode {
    /// This tax code with the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller) -> TaxCodeView {
        TaxCodeView { actions: vec![caller.action::<UpdateTaxCodes>(Ok::<(), Error>(()))], tax_code: self }
    }
}

impl Shown for TaxCodeView {
    fn revision(&self) -> Option<Revision> {
        Some(self.tax_code.revision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(treatment: Treatment, rate: &str) -> Option<String> {
        let error = must_fit(treatment, Percent::parse(rate).expect("a rate")).err()?;
        error.problem().errors.first().map(|error| error.rule.clone())
    }

    #[test]
    fn only_the_standard_treatment_has_a_rate() {
        assert_eq!(rule(Treatment::Standard, "20"), None);
        assert_eq!(rule(Treatment::Standard, "0"), Some("too_small".into()));
        assert_eq!(rule(Treatment::ReverseCharge, "0.0"), None);
        assert_eq!(rule(Treatment::ReverseCharge, "20"), Some("must_be_zero".into()));
    }

    #[test]
    fn a_treatment_travels_as_its_code() {
        assert_eq!(serde_json::to_string(&Treatment::ReverseCharge).ok(), Some("\"AE\"".into()));
    }
}
