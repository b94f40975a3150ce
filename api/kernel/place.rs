//! Where and how somebody reads: a locale of BCP 47 and a time zone of the IANA database.
use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone as _, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::rule;

/// Language, perhaps script, perhaps region: `en-GB`, `zh-Hant-TW`, `es-419`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Locale(String);

impl Locale {
    /// Takes a tag of BCP 47 in its usual case.
    pub fn parse(text: &str) -> Result<Self, String> {
        if is_locale(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(rule("locale", "Must be a language tag of BCP 47 such as en-GB: language, script, region."))
        }
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_locale(text: &str) -> bool {
    let mut parts = text.split('-').peekable();
    let is_language = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase());
    let is_region = |part: &str| {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase()))
            || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let has_language = parts.next().is_some_and(is_language);
    parts.next_if(|part| is_script(part));
    parts.next_if(|part| is_region(part));
    has_language && parts.next().is_none()
}

fn is_script(part: &str) -> bool {
    let mut letters = part.bytes();
    part.len() == 4 && letters.next().is_some_and(|b| b.is_ascii_uppercase()) && letters.all(|b| b.is_ascii_lowercase())
}

/// A time zone such as `Europe/London`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeZone(chrono_tz::Tz);

impl TimeZone {
    /// Takes a name of the IANA database.
    pub fn parse(text: &str) -> Result<Self, String> {
        text.parse()
            .map(Self)
            .map_err(|_| rule("time_zone", "Must be a time zone of the IANA database such as Europe/London."))
    }

    /// The name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The clock there.
    pub fn local(self, moment: DateTime<Utc>) -> NaiveDateTime {
        moment.with_timezone(&self.0).naive_local()
    }

    /// When the clock there shows this: the earlier of two where it goes back, never where it leaves the time out.
    pub fn moment(self, local: NaiveDateTime) -> Option<DateTime<Utc>> {
        self.0.from_local_datetime(&local).earliest().map(|moment| moment.with_timezone(&Utc))
    }

    /// Which day it is there.
    pub fn date_at(self, moment: DateTime<Utc>) -> NaiveDate {
        moment.with_timezone(&self.0).date_naive()
    }
}

impl Serialize for TimeZone {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl sqlx::Type<sqlx::Postgres> for TimeZone {
    fn type_info() -> sqlx::postgres::PgTypeInfo {
        <String as sqlx::Type<sqlx::Postgres>>::type_info()
    }

    fn compatible(other: &sqlx::postgres::PgTypeInfo) -> bool {
        <String as sqlx::Type<sqlx::Postgres>>::compatible(other)
    }
}

impl sqlx::Encode<'_, sqlx::Postgres> for TimeZone {
    fn encode_by_ref(
        &self,
        buffer: &mut sqlx::postgres::PgArgumentBuffer,
    ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
        <&str as sqlx::Encode<sqlx::Postgres>>::encode(self.name(), buffer)
    }
}

impl sqlx::Decode<'_, sqlx::Postgres> for TimeZone {
    fn decode(value: sqlx::postgres::PgValueRef<'_>) -> Result<Self, sqlx::error::BoxDynError> {
        Ok(Self::parse(<&str as sqlx::Decode<sqlx::Postgres>>::decode(value)?)?)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

macro_rules! parsed_text {
    ($name:ident, $schema:expr) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                $schema.into()
            }
        }

        impl ToSchema for $name {}
    };
}

parsed_text! {
    Locale,
    ObjectBuilder::new()
        .schema_type(Type::String)
        .max_length(Some(12))
        .pattern(Some("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"))
        .examples(["en-GB"])
}

parsed_text! {
    TimeZone,
    ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(2))
        .max_length(Some(40))
        .description(Some("A time zone of the IANA database."))
        .examples(["Europe/London"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_language_script_and_region() {
        for right in ["en", "en-GB", "zh-Hant", "zh-Hant-TW", "es-419", "fil-PH"] {
            assert!(Locale::parse(right).is_ok(), "{right}");
        }
        for wrong in ["", "e", "EN", "en_GB", "en-gb", "en-GB-x", "en-", "GB", "en-GB-Latn", "en-GB\n"] {
            assert!(Locale::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_time_zone_stands_in_the_iana_database() {
        assert_eq!(TimeZone::parse("Asia/Kolkata").map(TimeZone::name), Ok("Asia/Kolkata"));
        assert!(TimeZone::parse("Mars/Olympus").is_err());
        assert!(TimeZone::parse("europe/london").is_err());
    }

    #[test]
    fn a_day_begins_earlier_in_the_east() {
        let moment = DateTime::from_timestamp(1_772_487_000, 0).expect("a moment");
        let day = |name| TimeZone::parse(name).map(|zone| zone.date_at(moment).to_string());

        assert_eq!(day("UTC"), Ok("2026-03-02".into()));
        assert_eq!(day("Asia/Tokyo"), Ok("2026-03-03".into()));
    }
}
