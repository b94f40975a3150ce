//! The lines of a requisition or an order: what is wanted, how much of it, and at what price.
mod store;

use access::Tx;
use chrono::{Datelike, NaiveDate};
use kernel::{Currency, Error, FieldError, Money, Note, Quantity, Reference, Text, Unit, UnitPrice};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::ToSchema;

pub use kernel::CategoryId;
pub use tenancy::TaxCodeId;

use crate::{
    refusals,
    totals::{self, Tax, Totals},
};

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
    pub tax_code_id: Option<TaxCodeId>,
    /// Where it differs from the document's own; a day, not a moment.
    #[serde(default, deserialize_with = "day")]
    #[schema(example = "2026-12-04")]
    pub need_by: Option<NaiveDate>,
    pub note: Option<Note>,
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

/// A line with what its references mean today and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedLine {
    pub line: NewLine,
    pub category: Option<LineCategory>,
    pub tax: Option<Tax>,
    pub net: Money,
}

/// All lines of a document, and what they come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priced {
    pub lines: Vec<PricedLine>,
    pub totals: Totals,
}

/// Looks up what the lines name and works out what they come to; each broken rule is named by its line.
pub async fn price(tx: &mut Tx, currency: Currency, lines: Vec<NewLine>) -> Result<Priced, Error> {
    must_be_few(&lines)?;
    let codes: Vec<_> = lines.iter().filter_map(|line| line.tax_code_id).collect();
    let taxes = store::tax_codes(tx, &codes).await?;
    let categories: Vec<_> = lines.iter().filter_map(|line| line.category_id).collect();
    let categories = store::categories(tx, &categories).await?;
    let (mut priced, mut errors) = (Vec::new(), Vec::new());
    for (line, index) in lines.into_iter().zip(0_usize..) {
        let field = |name: &str| format!("lines[{index}].{name}");
        let tax = line.tax_code_id.map(|id| taxes.iter().find(|tax| tax.id == id));
        let category = line.category_id.map(|id| categories.iter().find(|category| category.id == id));
        let net = totals::net(line.quantity, line.unit_price, line.price_base, currency);
        if tax == Some(None) {
            errors.push(FieldError::new(field("tax_code_id"), "unknown", "There is no such tax code in use."));
        }
        if category == Some(None) {
            errors.push(FieldError::new(field("category_id"), "unknown", "There is no such category in use."));
        }
        match net {
            Some(net) => priced.push(PricedLine {
                tax: tax.flatten().cloned(),
                category: category.flatten().cloned(),
                net,
                line,
            }),
            None => errors.push(FieldError::new(field("quantity"), "too_large", "The line comes to too much.")),
        }
    }
    if !errors.is_empty() {
        return Err(Error::invalid_fields(errors));
    }
    let sums = priced.iter().map(|line| (line.net, line.tax.as_ref()));
    let totals = totals::totals(currency, sums).ok_or(refusals::TOTAL_TOO_LARGE)?;
    Ok(Priced { lines: priced, totals })
}

/// Refuses more lines than a document may have.
pub fn must_be_few(lines: &[NewLine]) -> Result<(), Error> {
    if lines.len() <= LINES_MAX {
        return Ok(());
    }
    Err(Error::invalid("lines", "too_many", format!("At most {LINES_MAX} lines; these are {}.", lines.len())))
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

    #[test]
    fn a_document_has_at_most_five_hundred_lines() {
        let lines = vec![line("").unwrap(); LINES_MAX + 1];

        assert!(must_be_few(lines.get(1..).unwrap()).is_ok());
        assert!(must_be_few(&lines).is_err_and(|error| error.refusal().code == "invalid"));
    }
}
