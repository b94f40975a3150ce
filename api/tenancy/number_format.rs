//! How the numbers of documents are written: `PO-{year}-{number}`.
use std::fmt;

use kernel::rule;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

/// How many digits a number is filled up to; a longer one is not cut.
pub const DIGITS: usize = 5;

const CHARS_MAX: usize = 40;
const YEAR: &str = "{year}";
const NUMBER: &str = "{number}";

/// A pattern that holds `{year}` and `{number}` once each, and beside them letters, digits and `. _ -`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct NumberFormat(String);

impl NumberFormat {
    /// Takes a pattern or says which rule it breaks.
    pub fn parse(text: &str) -> Result<Self, String> {
        let once = |part| text.matches(part).count() == 1;
        let rest = text.replace(YEAR, "").replace(NUMBER, "");
        let is_safe = rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
        if once(YEAR) && once(NUMBER) && is_safe && text.len() <= CHARS_MAX {
            Ok(Self(text.to_owned()))
        } else {
            Err(rule(
                "number_format",
                format!(
                    "Must hold {{year}} and {{number}} once each and beside them only letters, digits and `. _ -`, at most {CHARS_MAX} characters."
                ),
            ))
        }
    }

    /// The pattern.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A number as it stands on the document; two numbers of one format never read the same.
pub fn render(format: &NumberFormat, year: i32, number: i64, digits: usize) -> String {
    format.0.replace(YEAR, &format!("{year:04}")).replace(NUMBER, &format!("{number:0digits$}"))
}

impl fmt::Display for NumberFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for NumberFormat {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl PartialSchema for NumberFormat {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .max_length(Some(CHARS_MAX))
            .pattern(Some(r"^[A-Za-z0-9._-]*(\{year\}[A-Za-z0-9._-]*\{number\}|\{number\}[A-Za-z0-9._-]*\{year\})[A-Za-z0-9._-]*$"))
            .examples(["PO-{year}-{number}"])
            .into()
    }
}

impl ToSchema for NumberFormat {}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn rendered(format: &str, year: i32, number: i64) -> Result<String, String> {
        NumberFormat::parse(format).map(|format| render(&format, year, number, DIGITS))
    }

    #[test]
    fn a_number_is_filled_up_and_never_cut() {
        assert_eq!(rendered("PO-{year}-{number}", 2026, 42), Ok("PO-2026-00042".into()));
        assert_eq!(rendered("PO-{year}-{number}", 2026, 1_234_567), Ok("PO-2026-1234567".into()));
        assert_eq!(rendered("{number}.{year}", 2026, 1), Ok("00001.2026".into()));
    }

    #[test]
    fn a_format_holds_year_and_number_once() {
        for wrong in [
            "",
            "PO-{number}",
            "PO-{year}",
            "{year}{number}{number}",
            "{year}-{number}-{day}",
            "PO {year} {number}",
            "PO/{year}/{number}",
            "Ö-{year}-{number}",
            "\"{year}-{number}",
            "A-VERY-LONG-PREFIX-INDEED-{year}-{number}",
        ] {
            assert!(NumberFormat::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_two_numbers_read_the_same(
            format in prop::sample::select(vec!["{year}{number}", "{number}{year}", "1{number}-{year}0", "PO-{year}-{number}"]),
            asked in prop::collection::hash_set((1000..=9999_i32, 1..10_000_000_i64), 1..50),
        ) {
            let texts: HashSet<_> = asked.iter().map(|(year, number)| rendered(format, *year, *number)).collect();
            prop_assert_eq!(texts.len(), asked.len());
        }
    }
}
