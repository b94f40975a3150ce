//! The organisation's settings: how it calls itself, counts and pays.
mod documents;
pub mod get;
pub mod get_logo;
pub mod set_logo;
mod store;
pub mod update;

use access::{
    Action, Caller, Shown,
    catalogue::{SetOrganisationLogo, UpdateOrganisation},
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use kernel::{CountryCode, Currency, Error, Locale, Name, Note, OrgId, Reference, Revision, Text, TimeZone};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    address::{LINES_MAX, must_have},
    logo::MediaType,
    number_format::{DIGITS, NumberFormat, render},
    refusals::BASE_CURRENCY_FIXED,
};

pub use documents::{base_currency_of_documents, logo, read};

/// The settings of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Organisation {
    pub id: OrgId,
    pub name: Name,
    /// As it stands on orders, where it differs from the name.
    pub legal_name: Option<Name>,
    /// As they are printed, without the country.
    #[schema(max_items = 6)]
    pub address_lines: Vec<Name>,
    pub country: Option<CountryCode>,
    #[schema(example = "GB123456789")]
    pub tax_number: Option<Reference>,
    /// In which limits and budgets are counted.
    pub base_currency: Currency,
    /// True once a document stands in the base currency: from then on it stays.
    pub base_currency_is_fixed: bool,
    pub time_zone: TimeZone,
    pub locale: Locale,
    /// 1 is January.
    #[schema(minimum = 1, maximum = 12)]
    pub fiscal_year_start_month: i16,
    pub requisition_number_format: NumberFormat,
    pub order_number_format: NumberFormat,
    /// Printed on orders.
    #[schema(example = "30 days net")]
    pub payment_terms: Option<Text>,
    /// Printed on orders.
    pub order_terms: Option<Note>,
    pub revision: Revision,
}

/// What is known of a logo without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LogoFacts {
    pub media_type: MediaType,
    #[schema(maximum = 4096)]
    pub width_px: i32,
    #[schema(maximum = 4096)]
    pub height_px: i32,
    /// The SHA-256 of its bytes, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub sha256: String,
    pub uploaded_at: DateTime<Utc>,
}

/// The settings as this caller sees them.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisationView {
    #[serde(flatten)]
    organisation: Organisation,
    /// How the first requisition of this year is numbered.
    #[schema(example = "PR-2026-00001")]
    requisition_number_example: String,
    /// How the first order of this year is numbered.
    #[schema(example = "PO-2026-00001")]
    order_number_example: String,
    logo: Option<LogoFacts>,
    actions: Vec<Action>,
}

impl Organisation {
    /// The settings with the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller, logo: Option<LogoFacts>, now: DateTime<Utc>) -> OrganisationView {
        let year = self.today(now).year();
        OrganisationView {
            requisition_number_example: render(&self.requisition_number_format, year, 1, DIGITS),
            order_number_example: render(&self.order_number_format, year, 1, DIGITS),
            actions: vec![
                caller.action::<UpdateOrganisation>(Ok::<(), Error>(())),
                caller.action::<SetOrganisationLogo>(Ok::<(), Error>(())),
            ],
            logo,
            organisation: self,
        }
    }

    /// Which day it is where the organisation is.
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        self.time_zone.date_at(now)
    }

    /// What must hold of changed settings.
    pub fn must_follow(&self, before: &Self) -> Result<(), Error> {
        must_have(&self.address_lines, 0..=LINES_MAX, "address_lines")?;
        if !(1..=12).contains(&self.fiscal_year_start_month) {
            return Err(Error::invalid("fiscal_year_start_month", "month", "Must be a month from 1 to 12."));
        }
        if self.requisition_number_format == self.order_number_format {
            let message = "Must differ from the format of requisitions, or their numbers would be confused.";
            return Err(Error::invalid("order_number_format", "same_format", message));
        }
        if before.base_currency_is_fixed && self.base_currency != before.base_currency {
            return Err(BASE_CURRENCY_FIXED.into());
        }
        Ok(())
    }
}

impl Shown for OrganisationView {
    fn revision(&self) -> Option<Revision> {
        Some(self.organisation.revision)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn organisation() -> Organisation {
        Organisation {
            id: OrgId(Uuid::nil()),
            name: Name::parse("Harbour House").expect("a name"),
            legal_name: None,
            address_lines: Vec::new(),
            country: None,
            tax_number: None,
            base_currency: Currency::parse("GBP").expect("a currency"),
            base_currency_is_fixed: false,
            time_zone: TimeZone::parse("Asia/Tokyo").expect("a time zone"),
            locale: Locale::parse("en-GB").expect("a locale"),
            fiscal_year_start_month: 1,
            requisition_number_format: NumberFormat::parse("PR-{year}-{number}").expect("a format"),
            order_number_format: NumberFormat::parse("PO-{year}-{number}").expect("a format"),
            payment_terms: None,
            order_terms: None,
            revision: Revision::FIRST,
        }
    }

    fn code(outcome: Result<(), Error>) -> Option<String> {
        let error = outcome.err()?;
        let rule = error.problem().errors.first().map(|error| error.rule.clone());
        Some(rule.unwrap_or_else(|| error.refusal().code.to_owned()))
    }

    #[test]
    fn the_base_currency_moves_until_a_document_stands_in_it() {
        let free = organisation();
        let fixed = Organisation { base_currency_is_fixed: true, ..organisation() };
        let euro = Currency::parse("EUR").expect("a currency");

        let moved = |before: &Organisation| Organisation { base_currency: euro, ..before.clone() }.must_follow(before);

        assert_eq!(code(moved(&free)), None);
        assert_eq!(code(moved(&fixed)), Some("base_currency_fixed".into()));
        assert_eq!(code(fixed.must_follow(&fixed)), None);
    }

    #[test]
    fn requisitions_and_orders_are_numbered_apart() {
        let before = organisation();
        let same = Organisation { order_number_format: before.requisition_number_format.clone(), ..before.clone() };

        assert_eq!(code(same.must_follow(&before)), Some("same_format".into()));
    }

    #[test]
    fn a_year_begins_in_one_of_twelve_months() {
        let before = organisation();
        let starting = |month| Organisation { fiscal_year_start_month: month, ..organisation() }.must_follow(&before);

        assert_eq!((code(starting(1)), code(starting(12))), (None, None));
        assert_eq!((code(starting(0)), code(starting(13))), (Some("month".into()), Some("month".into())));
    }

    #[test]
    fn an_address_has_at_most_six_lines() {
        let before = organisation();
        let lines = |count| Organisation { address_lines: vec![before.name.clone(); count], ..organisation() };

        assert_eq!(code(lines(6).must_follow(&before)), None);
        assert_eq!(code(lines(7).must_follow(&before)), Some("line_count".into()));
    }
}
