//! What stands in a cell, before any format writes it.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    Code, CountryCode, Currency, Email, Locale, Money, Name, Note, Percent, Quantity, Rate, Reference, Text, TimeZone,
    Unit, UnitPrice,
};
use rust_decimal::Decimal;

/// One value of a row. Only `Text` holds what somebody typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    /// Exact, with the scale that it is shown with.
    Number(Decimal),
    Truth(bool),
    Day(NaiveDate),
    /// To the second.
    Moment(DateTime<Utc>),
}

impl Cell {
    /// A text, or anything else as it is printed.
    pub fn text(value: &impl ToString) -> Self {
        Self::Text(value.to_string())
    }

    /// How many bytes of somebody's text it holds.
    pub(crate) fn text_bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Empty | Self::Number(_) | Self::Truth(_) | Self::Day(_) | Self::Moment(_) => 0,
        }
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

macro_rules! from {
    ($($kind:ty => $value:ident, $cell:expr;)*) => {$(
        impl From<$kind> for Cell {
            fn from($value: $kind) -> Self {
                $cell
            }
        }
    )*};
}

from! {
    String => text, Self::Text(text);
    &String => text, Self::Text(text.clone());
    &str => text, Self::Text(text.to_owned());
    &Name => name, Self::text(name);
    &Text => text, Self::text(text);
    &Reference => reference, Self::text(reference);
    &Note => note, Self::text(note);
    &Code => code, Self::text(code);
    &Email => email, Self::Text(email.as_str().to_owned());
    &CountryCode => country, Self::Text(country.as_str().to_owned());
    &Locale => locale, Self::Text(locale.as_str().to_owned());
    &Unit => unit, Self::Text(unit.code().to_owned());
    Currency => currency, Self::text(&currency);
    TimeZone => zone, Self::text(&zone);
    Decimal => number, Self::Number(number);
    i32 => number, Self::Number(number.into());
    i64 => number, Self::Number(number.into());
    u64 => number, Self::Number(number.into());
    Money => money, Self::Number(money.decimal());
    Quantity => quantity, Self::Number(quantity.decimal());
    UnitPrice => price, Self::Number(price.decimal());
    Percent => percent, Self::Number(percent.decimal());
    Rate => rate, Self::Number(rate.decimal());
    bool => truth, Self::Truth(truth);
    NaiveDate => day, Self::Day(day);
    DateTime<Utc> => moment, Self::Moment(moment);
}
