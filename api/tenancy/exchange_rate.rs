//! An exchange rate: what one unit of a currency was worth in another on a day, kept as it was entered.
//!
//! A document uses the latest rate at or before its date, at most [`AGE_DAYS_MAX`] days old. A rate of the other
//! direction does not count: its inverse is no number that somebody entered and could stand by, and it is not exact.
pub mod create;
pub mod export;
pub mod get;
pub mod list;
mod store;
mod used;

use access::Shown;
use chrono::{DateTime, Days, NaiveDate, Utc};
use kernel::{Currency, Error, Money, Name, PersonId, Rate};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::refusals::CONVERTED_TOO_LARGE;

pub use used::{RateUsed, rate_on, rate_used_on};

/// How old a rate may be when it is used.
pub const AGE_DAYS_MAX: u64 = 31;
/// How far ahead a rate may be entered.
pub const AHEAD_DAYS_MAX: u64 = 31;

kernel::id! {
    /// An exchange rate of one day.
    ExchangeRateId;
}

/// An exchange rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExchangeRate {
    pub id: ExchangeRateId,
    pub from_currency: Currency,
    pub to_currency: Currency,
    /// The day it is of.
    pub on_date: NaiveDate,
    /// How many units of `to_currency` one unit of `from_currency` is worth.
    #[schema(example = "1.0837")]
    pub rate: Rate,
    /// Who says so.
    #[schema(example = "European Central Bank")]
    pub source: Name,
    pub entered_by: PersonId,
    pub entered_by_name: Option<Name>,
    pub entered_at: DateTime<Utc>,
}

impl Shown for ExchangeRate {}

/// Refuses currencies that are the same, and a day too far ahead.
pub fn must_make_sense(from: Currency, to: Currency, on: NaiveDate, today: NaiveDate) -> Result<(), Error> {
    if from == to {
        return Err(Error::invalid("to_currency", "same_currency", "Must be another currency."));
    }
    let last = today.checked_add_days(Days::new(AHEAD_DAYS_MAX)).unwrap_or(today);
    must_be_within(on, last, "on_date")
}

/// The last day that we speak of; PostgreSQL's calendar and the one of our types end later, each elsewhere.
pub fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// Refuses a day before 1970 or after `last`.
pub fn must_be_within(on: NaiveDate, last: NaiveDate, field: &str) -> Result<(), Error> {
    let first = NaiveDate::default();
    if (first..=last).contains(&on) {
        Ok(())
    } else {
        Err(Error::invalid(field, "out_of_range", format!("Must be a day from {first} to {last}.")))
    }
}

/// The amount in another currency, exact and rounded once: half up, away from zero.
pub fn convert(money: Money, rate: Rate, to: Currency) -> Result<Money, Error> {
    converted(money, rate, to).ok_or_else(|| CONVERTED_TOO_LARGE.into())
}

// Whole numbers throughout, for a decimal of 28 digits would round a large product before we do.
fn converted(money: Money, rate: Rate, to: Currency) -> Option<Money> {
    let rate = rate.decimal();
    let product = i128::from(money.minor).checked_mul(rate.mantissa())?;
    let product = product.checked_mul(10_i128.checked_pow(to.digits())?)?;
    let divisor = 10_i128.checked_pow(rate.scale().checked_add(money.currency.digits())?)?;
    let half = divisor / 2 * product.signum();
    let minor = i64::try_from(product.checked_add(half)?.checked_div(divisor)?).ok()?;
    Money::rounded(Decimal::new(minor, to.digits()), to)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).expect("a currency")
    }

    fn told(amount: &str, from: &str, rate: &str, to: &str) -> String {
        let money = Money::parse(amount, currency(from)).expect("an amount");
        match convert(money, Rate::parse(rate).expect("a rate"), currency(to)) {
            Ok(money) => money.to_string(),
            Err(error) => error.refusal().code.to_owned(),
        }
    }

    #[test]
    fn an_amount_takes_the_digits_of_its_new_currency() {
        assert_eq!(told("100.00", "USD", "0.9234", "EUR"), "92.34 EUR");
        assert_eq!(told("100.00", "EUR", "163.456", "JPY"), "16346 JPY");
        assert_eq!(told("16346", "JPY", "0.006118", "EUR"), "100.00 EUR");
        assert_eq!(told("1.00", "EUR", "0.3331", "KWD"), "0.333 KWD");
    }

    #[test]
    fn a_half_is_rounded_away_from_zero() {
        assert_eq!(told("0.01", "USD", "0.5", "EUR"), "0.01 EUR");
        assert_eq!(told("-0.01", "USD", "0.5", "EUR"), "-0.01 EUR");
        assert_eq!(told("0.01", "USD", "0.499999999999", "EUR"), "0.00 EUR");
    }

    #[test]
    fn a_long_product_is_rounded_once() {
        assert_eq!(told("999999999999999.99", "USD", "0.000000000001", "EUR"), "1000.00 EUR");
        assert_eq!(told("123456789012.35", "USD", "1.123456789012", "EUR"), "138698367765.55 EUR");
    }

    #[test]
    fn an_amount_that_does_not_fit_is_refused() {
        assert_eq!(told("999999999999999.00", "USD", "999999999999", "EUR"), "converted_too_large");
        assert_eq!(told("999999999999999.00", "USD", "100", "EUR"), "converted_too_large");
    }

    #[test]
    fn a_rate_is_of_two_currencies_and_of_a_day_in_sight() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let rule = |to: &str, on: &str| {
            let error = must_make_sense(currency("EUR"), currency(to), day(on), day("2026-11-21")).err()?;
            error.problem().errors.first().map(|error| error.rule.clone())
        };

        assert_eq!(rule("USD", "2026-12-22"), None);
        assert_eq!(rule("USD", "2026-12-23"), Some("out_of_range".into()));
        assert_eq!(rule("USD", "1969-12-31"), Some("out_of_range".into()));
        assert_eq!(rule("EUR", "2026-11-21"), Some("same_currency".into()));
    }

    proptest! {
        #[test]
        fn rate_one_changes_nothing(minor in -99_999_999_999_i64..99_999_999_999) {
            let money = Money { minor, currency: currency("EUR") };
            let one = Rate::parse("1").expect("a rate");
            prop_assert_eq!(convert(money, one, currency("USD")).map(|money| money.minor).ok(), Some(minor));
        }
    }
}
