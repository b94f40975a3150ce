//! A tax number as authorities compare it: without separators, in capitals.
use kernel::rule;
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

const CHARS_MAX: usize = 30;

/// A VAT, EIN, RUC or other number that a tax authority gave.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct TaxNumber(String);

impl TaxNumber {
    /// Takes a number as people write it, or says which rule it breaks.
    pub fn parse(text: &str) -> Result<Self, String> {
        let number: String = text.chars().filter(|c| !is_separator(*c)).flat_map(char::to_uppercase).collect();
        let chars = number.chars().count();
        if (2..=CHARS_MAX).contains(&chars) && number.chars().all(is_part) {
            Ok(Self(number))
        } else {
            Err(rule("tax_number", "Must have 2 to 30 letters and digits; spaces, dots and dashes do not count."))
        }
    }

    /// The number, normalised.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '-' | '/' | '_' | ',' | ':' | '\u{2010}'..='\u{2015}')
}

// Irish numbers have `+` and `*`, Mexican ones `&` and `Ñ`.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '+' | '*' | '&')
}

impl<'de> Deserialize<'de> for TaxNumber {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl PartialSchema for TaxNumber {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("Kept without separators and in capitals."))
            .min_length(Some(2))
            .max_length(Some(CHARS_MAX))
            .examples(["GB 123 4567 89"])
            .into()
    }
}

impl ToSchema for TaxNumber {}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<String> {
        TaxNumber::parse(text).ok().map(|number| number.0)
    }

    #[test]
    fn however_it_is_written_it_is_one_number() {
        for written in ["GB 123 4567 89", "gb123456789", "GB-123.4567/89", " GB123\u{a0}4567\u{2013}89 "] {
            assert_eq!(parsed(written).as_deref(), Some("GB123456789"), "{written}");
        }
    }

    #[test]
    fn the_signs_that_some_countries_use_stay() {
        assert_eq!(parsed("IE1*23456L").as_deref(), Some("IE1*23456L"));
        assert_eq!(parsed("ñ&a-010203-ab1").as_deref(), Some("Ñ&A010203AB1"));
    }

    #[test]
    fn what_holds_no_number_is_refused() {
        for wrong in ["", "-", " . ", "7", "12;drop", "<b>", &"1".repeat(31)] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
        assert_eq!(parsed(&"1".repeat(30)).map(|number| number.len()), Some(30));
    }
}
