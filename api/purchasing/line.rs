//! The lines of a requisition or an order: what is wanted, how much of it, and at what price.
mod exported;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use kernel::{Error, Note, Quantity, Reference, Text, Unit, UnitPrice};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::ToSchema;

pub use kernel::CategoryId;
pub use tenancy::TaxCodeId;

use crate::{adjustment::NewAdjustment, order::PersonNamed};
pub(crate) use exported::{ExportedLine, LineOf, beside};

kernel::id! {
    /// A line of a requisition or an order.
    LineId;
}

/// The most lines of one document.
pub const LINES_MAX: usize = 500;

/// A line as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLine {
    /// Which line it is of those that the document has; leave it out for a new one.
    #[serde(default)]
    pub id: Option<LineId>,
    pub description: Text,
    /// The supplier's own number of the article.
    pub supplier_reference: Option<Reference>,
    pub category_id: Option<CategoryId>,
    pub quantity: Quantity,
    pub unit: Unit,
    /// The price of `price_base` units.
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
    /// Where it differs from the document's own; a day, not a moment.
    #[serde(default, deserialize_with = "day")]
    #[schema(example = "2026-12-04")]
    pub need_by: Option<NaiveDate>,
    pub note: Option<Note>,
}

/// That the rest of a line was closed short, by whom and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShortClosed {
    /// How much of it will not be.
    #[schema(value_type = String, example = "8")]
    pub quantity: Decimal,
    pub reason: Text,
    pub by: PersonNamed,
    pub at: DateTime<Utc>,
}

/// A category as lines show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LineCategory {
    pub id: CategoryId,
    #[schema(example = "FOOD")]
    pub code: String,
    #[schema(example = "Food and beverage")]
    pub name: String,
}

/// A day that a document may name: this century or the next.
pub fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let Some(day) = Option::<NaiveDate>::deserialize(from)? else { return Ok(None) };
    if (2000..2200).contains(&day.year()) {
        Ok(Some(day))
    } else {
        Err(D::Error::custom(kernel::rule("day", "Must be a day from 2000-01-01 to 2199-12-31.")))
    }
}

/// Refuses an empty list, which is neither some lines nor all, and one that is too long.
pub(crate) fn must_be_some<T>(field: &str, lines: Option<&[T]>) -> Result<(), Error> {
    match lines {
        Some(lines) if lines.is_empty() || lines.len() > LINES_MAX => {
            let message = format!("Must be 1 to {LINES_MAX} lines; leave it out for all.");
            Err(Error::invalid(field, "wrong_length", message))
        }
        Some(_) | None => Ok(()),
    }
}

fn one() -> Quantity {
    Quantity::ONE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(extra: &str) -> Result<NewLine, String> {
        let text = format!(r#"{{"description":"Towels","quantity":"12","unit":"C62","unit_price":"4.25"{extra}}}"#);
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }

    #[test]
    fn a_price_is_for_one_unless_said_otherwise() {
        assert_eq!(line("").map(|line| line.price_base.to_string()), Ok("1".into()));
        assert_eq!(line(r#","price_base":"100""#).map(|line| line.price_base.to_string()), Ok("100".into()));
        assert!(line(r#","price_base":"0""#).is_err());
    }

    #[test]
    fn a_need_by_day_is_one_that_people_plan_for() {
        assert!(line(r#","need_by":"2026-12-04""#).is_ok());
        assert!(line(r#","need_by":"1999-12-31""#).is_err_and(|why| why.contains("day")));
        assert!(line(r#","need_by":"2026-02-30""#).is_err());
        assert!(line(r#","need_by":"2026-12-04T10:00:00Z""#).is_err());
    }

    #[test]
    fn a_line_has_no_field_that_we_do_not_know() {
        assert!(line(r#","net":"1""#).is_err_and(|why| why.contains("unknown field")));
    }
}
