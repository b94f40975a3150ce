//! Text that cannot be wrong: trimmed, bounded, free of control characters, in composed form as it came.
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::rule;

/// What kind of text: how long, and whether it may have several lines.
trait Kind {
    const NAME: &'static str;
    const CHARS_MAX: usize;
    const HAS_LINES: bool;
}

macro_rules! text {
    ($($(#[$doc:meta])* $name:ident, $chars:literal, $lines:literal, $example:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(String);

        impl Kind for $name {
            const NAME: &'static str = stringify!($name);
            const CHARS_MAX: usize = $chars;
            const HAS_LINES: bool = $lines;
        }

        impl $name {
            /// Takes a text or says which rule it breaks.
            pub fn parse(text: &str) -> Result<Self, String> {
                parse::<Self>(text).map(Self)
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, owned.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
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
                    .min_length(Some(1))
                    .max_length(Some($chars))
                    .examples([$example])
                    .into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

text! {
    /// A short name of one line: a supplier's, a department's, a person's.
    Name, 120, false, "Harbour House";
    /// One line of description.
    Text, 500, false, "Bath towels, white, 70 x 140 cm";
    /// Somebody else's number or code.
    Reference, 60, false, "SKU-4711";
    /// What a letter says beside what it is about, in several lines.
    Message, 2000, true, "Please confirm the delivery by Friday.";
    /// Several lines.
    Note, 4000, true, "Please deliver to the back entrance.";
}

fn parse<K: Kind>(text: &str) -> Result<String, String> {
    let text = text.trim();
    let chars = text.chars().count();
    let is_forbidden = |c: char| match c {
        '\n' | '\r' | '\t' => !K::HAS_LINES,
        c => c.is_control() || is_invisible(c),
    };
    if text.is_empty() {
        Err(rule("empty", "Must not be empty."))
    } else if chars > K::CHARS_MAX {
        Err(rule("too_long", format!("Must have at most {} characters; this has {chars}.", K::CHARS_MAX)))
    } else if text.contains(is_forbidden) {
        Err(rule(
            "forbidden_character",
            format!("A {} has no control or direction characters.", K::NAME.to_lowercase()),
        ))
    } else {
        Ok(text.to_owned())
    }
}

// Characters that make a text read differently from what it is (Unicode TR 36): bidirectional overrides and the like.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// An e-mail address, in lower case (RFC 5321 leaves the local part's case to the host; nobody uses it).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Email(String);

impl Email {
    /// Takes an address that could receive mail; only sending shows whether it does.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        let parts = text.rsplit_once('@');
        let fits = parts.is_some_and(|(local, domain)| {
            let plain = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
            let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
            (1..=64).contains(&local.len())
                && local.chars().all(plain)
                && domain.contains('.')
                && domain.split('.').all(label)
        });
        if fits && text.len() <= 254 {
            Ok(Self(text))
        } else {
            Err(rule("email", "Must be an e-mail address such as ada@example.com."))
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl PartialSchema for Email {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).max_length(Some(254)).examples(["ada@example.com"]).into()
    }
}

impl ToSchema for Email {}

/// A country of ISO 3166-1, two letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct CountryCode(String);

impl CountryCode {
    /// Takes two capital letters of the standard.
    pub fn parse(text: &str) -> Result<Self, String> {
        let known = COUNTRIES.as_bytes().chunks(3).any(|code| code.get(..2) == Some(text.as_bytes()));
        if known {
            Ok(Self(text.to_owned()))
        } else {
            Err(rule("unknown_country", "Must be a country of ISO 3166-1 such as GB."))
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for CountryCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl PartialSchema for CountryCode {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .max_length(Some(2))
            .pattern(Some("^[A-Z]{2}$"))
            .examples(["GB"])
            .into()
    }
}

impl ToSchema for CountryCode {}

// ISO 3166-1 alpha-2, officially assigned.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH \
GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB \
LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM \
PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG \
TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_bounded() {
        assert_eq!(Name::parse("  Kitchen ").map(Name::into_string), Ok("Kitchen".into()));
        assert_eq!(Name::parse(&"é".repeat(120)).map(|name| name.as_str().chars().count()), Ok(120));
        assert!(Name::parse(&"é".repeat(121)).is_err_and(|why| why.contains("too_long")));
        assert!(Name::parse("   ").is_err_and(|why| why.contains("empty")));
    }

    #[test]
    fn a_text_cannot_hide_what_it_says() {
        assert!(Text::parse("invoice\u{202E}fdp.exe").is_err());
        assert!(Text::parse("two\nlines").is_err());
        assert!(Note::parse("two\nlines").is_ok());
        assert!(Note::parse("nul\0byte").is_err());
    }

    #[test]
    fn an_address_is_kept_in_lower_case() {
        assert_eq!(Email::parse(" Ada@Example.COM").map(|email| email.to_string()), Ok("ada@example.com".into()));
        assert!(Email::parse("ada@localhost").is_err());
        assert!(Email::parse("a b@example.com").is_err());
        assert!(Email::parse("@example.com").is_err());
    }

    #[test]
    fn a_country_is_one_of_the_standard() {
        assert!(CountryCode::parse("PY").is_ok());
        assert!(CountryCode::parse("UK").is_err());
        assert!(CountryCode::parse("D ").is_err());
    }
}
