//! A short code that an organisation gives to its own things: KITCHEN, VAT20.
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::rule;

const CHARS_MAX: usize = 20;

/// Capital letters, digits and `. _ -`, at most 20; small letters are taken as capitals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Code(String);

impl Code {
    /// Takes a code or says which rule it breaks.
    pub fn parse(text: &str) -> Result<Self, String> {
        let code = text.trim().to_ascii_uppercase();
        let starts_well = code.starts_with(|c: char| c.is_ascii_alphanumeric());
        let fits = code.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
        if starts_well && fits && code.len() <= CHARS_MAX {
            Ok(Self(code))
        } else {
            Err(rule(
                "code",
                format!("Must be at most {CHARS_MAX} letters, digits and `. _ -`, a letter or a digit first."),
            ))
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl PartialSchema for Code {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .max_length(Some(CHARS_MAX))
            .pattern(Some("^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$"))
            .examples(["KITCHEN"])
            .into()
    }
}

impl ToSchema for Code {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_kept_in_capitals() {
        assert_eq!(Code::parse(" vat-20.5 ").map(|code| code.to_string()), Ok("VAT-20.5".into()));
    }

    #[test]
    fn a_code_is_short_and_plain() {
        assert!(Code::parse(&"A".repeat(20)).is_ok());
        for wrong in ["", "-A", "A B", "Ä", "A/B", "A\nB", &"A".repeat(21)] {
            assert!(Code::parse(wrong).is_err(), "{wrong}");
        }
    }
}
