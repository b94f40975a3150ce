//! Exact money: a whole number of the currency's minor units (ISO 4217), and prices as decimals.
use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::rule;

/// A currency of ISO 4217 that has minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Takes three capital letters of the standard.
    pub fn parse(code: &str) -> Result<Self, String> {
        iso_currency::Currency::from_code(code)
            .filter(|currency| currency.exponent().is_some())
            .map(Self)
            .ok_or_else(|| rule("unknown_currency", "Must be a currency of ISO 4217 such as EUR."))
    }

    /// Those that amounts stand in today, by code: no fund's, none that another has replaced.
    pub fn in_use() -> Vec<Self> {
        let all = (1..1000).filter_map(iso_currency::Currency::from_numeric);
        let is_in_use = |currency: &iso_currency::Currency| {
            currency.exponent().is_some() && !currency.is_fund() && currency.is_superseded().is_none()
        };
        let mut in_use: Vec<_> = all.filter(is_in_use).map(Self).collect();
        in_use.sort_by_key(|currency| currency.code());
        in_use
    }

    /// Its name in English.
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The three letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many digits its minor unit has: JPY 0, EUR 2, KWD 3.
    pub fn digits(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl PartialSchema for Currency {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .max_length(Some(3))
            .pattern(Some("^[A-Z]{3}$"))
            .examples(["EUR"])
            .into()
    }
}

impl ToSchema for Currency {}

impl sqlx::Type<sqlx::Postgres> for Currency {
    fn type_info() -> sqlx::postgres::PgTypeInfo {
        <String as sqlx::Type<sqlx::Postgres>>::type_info()
    }

    fn compatible(other: &sqlx::postgres::PgTypeInfo) -> bool {
        <String as sqlx::Type<sqlx::Postgres>>::compatible(other)
    }
}

impl sqlx::Encode<'_, sqlx::Postgres> for Currency {
    fn encode_by_ref(
        &self,
        buffer: &mut sqlx::postgres::PgArgumentBuffer,
    ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
        <&str as sqlx::Encode<sqlx::Postgres>>::encode(self.code(), buffer)
    }
}

impl sqlx::Decode<'_, sqlx::Postgres> for Currency {
    fn decode(value: sqlx::postgres::PgValueRef<'_>) -> Result<Self, sqlx::error::BoxDynError> {
        Ok(Self::parse(<&str as sqlx::Decode<sqlx::Postgres>>::decode(value)?)?)
    }
}

/// An amount of one currency, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// Whole minor units: cents of a euro, yen of a yen.
    pub minor: i64,
    pub currency: Currency,
}

/// Money as it stands on the wire.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(title = "Money")]
pub struct MoneyParts {
    /// A decimal with at most the currency's own digits; a string, so that nothing rounds it.
    #[schema(example = "1250.00", max_length = 21, pattern = r"^-?\d{1,15}(\.\d{1,4})?$")]
    pub amount: String,
    /// ISO 4217.
    pub currency: Currency,
}

impl Money {
    /// Nothing, in `currency`.
    pub fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// A decimal amount without more digits than the currency has.
    pub fn parse(amount: &str, currency: Currency) -> Result<Self, String> {
        let digits = currency.digits();
        let decimal = plain_decimal(amount)?;
        if decimal.normalize().scale() > digits {
            return Err(rule("too_precise", format!("{currency} has {digits} decimal places.")));
        }
        Self::rounded(decimal, currency).ok_or_else(|| rule("too_large", "Must be below 1,000,000,000,000,000."))
    }

    /// A decimal rounded half up, away from zero, to the currency's digits; none when it does not fit.
    pub fn rounded(decimal: Decimal, currency: Currency) -> Option<Self> {
        let rounded = decimal.round_dp_with_strategy(currency.digits(), RoundingStrategy::MidpointAwayFromZero);
        let minor = rounded.checked_mul(Decimal::from(10_i64.checked_pow(currency.digits())?))?.to_i64()?;
        (minor.unsigned_abs() < MINOR_MAX).then_some(Self { minor, currency })
    }

    /// The amount as a decimal with the currency's own scale.
    pub fn decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.digits())
    }

    /// The sum, unless it does not fit or the currencies differ.
    pub fn plus(self, other: Self) -> Option<Self> {
        let minor = self.minor.checked_add(other.minor)?;
        (self.currency == other.currency && minor.unsigned_abs() < MINOR_MAX).then_some(Self { minor, ..self })
    }

    /// The difference, unless it does not fit or the currencies differ.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { minor: other.minor.checked_neg()?, ..other })
    }

    /// A decimal without more digits than the currency has; a number that was read with its currency unknown.
    pub fn exactly(decimal: Decimal, currency: Currency) -> Option<Self> {
        (decimal.normalize().scale() <= currency.digits()).then(|| Self::rounded(decimal, currency)).flatten()
    }
}

// A thousand billion with four digits still fits a bigint.
const MINOR_MAX: u64 = 1_000_000_000_000_000_000;

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency)
    }
}

impl From<Money> for MoneyParts {
    fn from(money: Money) -> Self {
        Self { amount: plain(money.minor, money.currency.digits()), currency: money.currency }
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        MoneyParts::from(*self).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let parts = MoneyParts::deserialize(from)?;
        Self::parse(&parts.amount, parts.currency).map_err(D::Error::custom)
    }
}

impl PartialSchema for Money {
    fn schema() -> RefOr<Schema> {
        MoneyParts::schema()
    }
}

impl ToSchema for Money {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push(("Currency".into(), Currency::schema()));
    }
}

// The same text as that of the decimal, without its long division.
fn plain(minor: i64, digits: u32) -> String {
    let width = usize::try_from(digits).unwrap_or_default();
    let mut text = minor.unsigned_abs().to_string();
    if width > 0 {
        let zeros = width.saturating_add(1).saturating_sub(text.len());
        text.insert_str(0, &"0".repeat(zeros));
        text.insert(text.len().saturating_sub(width), '.');
    }
    if minor < 0 {
        text.insert(0, '-');
    }
    text
}

// Digits with one point; no exponent, no sign but minus, no separators.
fn plain_decimal(text: &str) -> Result<Decimal, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let all_digits =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole, 15) || !fraction.is_none_or(|part| all_digits(part, 12)) {
        return Err(rule("decimal", "Must be a decimal such as 12.50: digits, one point, no separators."));
    }
    Decimal::from_str_exact(text).map_err(|_| rule("decimal", "Must be a decimal such as 12.50."))
}

macro_rules! decimal {
    ($($(#[$doc:meta])* $name:ident, $digits:literal, $least:expr, $too_small:literal, $below:expr, $too_large:literal, $example:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
        #[sqlx(transparent)]
        pub struct $name(Decimal);

        impl $name {
            /// Takes a decimal string, or says which rule it breaks.
            pub fn parse(text: &str) -> Result<Self, String> {
                Self::of(plain_decimal(text)?)
            }

            /// Takes a decimal, or says which rule it breaks.
            pub fn of(decimal: Decimal) -> Result<Self, String> {
                let decimal = decimal.normalize();
                if decimal.scale() > $digits {
                    Err(rule("too_precise", concat!("Must have at most ", $digits, " decimal places.")))
                } else if decimal < $least {
                    Err(rule("too_small", $too_small))
                } else if decimal >= $below {
                    Err(rule("too_large", $too_large))
                } else {
                    Ok(Self(decimal))
                }
            }

            /// The number.
            pub fn decimal(self) -> Decimal {
                self.0.normalize()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.decimal().fmt(f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .max_length(Some(13 + $digits))
                    .pattern(Some(concat!(r"^\d{1,12}(\.\d{1,", $digits, "})?$")))
                    .examples([$example])
                    .into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

decimal! {
    /// How much of a unit: above zero, at most six decimal places.
    Quantity, 6, Decimal::new(1, 6), "Must be above 0.", Decimal::from(1_000_000_000_000_i64), "Must be below 1,000,000,000,000.", "12";
    /// The price of one base quantity: zero or more, at most six decimal places.
    UnitPrice, 6, Decimal::ZERO, "Must not be negative.", Decimal::from(1_000_000_000_000_i64), "Must be below 1,000,000,000,000.", "4.25";
    /// An amount in the currency of the document that it stands in: zero or more, at most four decimal places.
    Amount, 4, Decimal::ZERO, "Must not be negative.", Decimal::from(1_000_000_000_000_i64), "Must be below 1,000,000,000,000.", "12.50";
    /// What one unit of a currency is worth in another: above zero, at most twelve decimal places.
    Rate, 12, Decimal::new(1, 12), "Must be above 0.", Decimal::from(1_000_000_000_000_i64), "Must be below 1,000,000,000,000.", "1.0837";
    /// A share of a hundred: zero to a hundred, at most four decimal places.
    Percent, 4, Decimal::ZERO, "Must not be negative.", Decimal::new(1_000_001, 4), "Must be at most 100.", "20";
}

impl Quantity {
    /// One of the unit.
    pub const ONE: Self = Self(Decimal::ONE);
}

#[cfg(test)]
mod tests;
