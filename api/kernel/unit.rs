//! Units of measure: the codes of UN/ECE Recommendation 20 that trade in goods and services uses.
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::rule;

/// A unit of UN/ECE Recommendation 20, by its common code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Unit(String);

/// Code, short form and name of each unit.
pub const UNITS: &[(&str, &str, &str)] = &[
    ("C62", "ea", "one, each"),
    ("H87", "pc", "piece"),
    ("EA", "ea", "each"),
    ("PR", "pair", "pair"),
    ("SET", "set", "set"),
    ("KT", "kit", "kit"),
    ("DZN", "doz", "dozen"),
    ("GRO", "gross", "gross"),
    ("CEN", "100", "hundred"),
    ("MIL", "1000", "thousand"),
    ("XBX", "box", "box"),
    ("XCT", "carton", "carton"),
    ("XPK", "pack", "package"),
    ("XPA", "packet", "packet"),
    ("XBG", "bag", "bag"),
    ("XSA", "sack", "sack"),
    ("XBO", "bottle", "bottle"),
    ("XCA", "can", "can"),
    ("XTN", "tin", "tin"),
    ("XJR", "jar", "jar"),
    ("XCS", "case", "case"),
    ("XCR", "crate", "crate"),
    ("XPX", "pallet", "pallet"),
    ("XRO", "roll", "roll"),
    ("XTU", "tube", "tube"),
    ("XBA", "barrel", "barrel"),
    ("XDR", "drum", "drum"),
    ("XBJ", "bucket", "bucket"),
    ("XKG", "keg", "keg"),
    ("XST", "sheet", "sheet"),
    ("XPU", "tray", "tray"),
    ("XBE", "bundle", "bundle"),
    ("XRE", "reel", "reel"),
    ("XSX", "set", "set (packed)"),
    ("LEF", "leaf", "leaf"),
    ("RM", "ream", "ream"),
    ("MGM", "mg", "milligram"),
    ("GRM", "g", "gram"),
    ("KGM", "kg", "kilogram"),
    ("TNE", "t", "tonne"),
    ("DTN", "dt", "decitonne"),
    ("LBR", "lb", "pound"),
    ("ONZ", "oz", "ounce"),
    ("STN", "ton", "short ton"),
    ("LTN", "l.ton", "long ton"),
    ("MLT", "ml", "millilitre"),
    ("CLT", "cl", "centilitre"),
    ("DLT", "dl", "decilitre"),
    ("LTR", "l", "litre"),
    ("HLT", "hl", "hectolitre"),
    ("GLL", "gal", "US gallon"),
    ("GLI", "gal", "imperial gallon"),
    ("PT", "pt", "US pint"),
    ("PTI", "pt", "imperial pint"),
    ("OZA", "fl oz", "US fluid ounce"),
    ("MMQ", "mm³", "cubic millimetre"),
    ("CMQ", "cm³", "cubic centimetre"),
    ("MTQ", "m³", "cubic metre"),
    ("FTQ", "ft³", "cubic foot"),
    ("YDQ", "yd³", "cubic yard"),
    ("MMT", "mm", "millimetre"),
    ("CMT", "cm", "centimetre"),
    ("MTR", "m", "metre"),
    ("KMT", "km", "kilometre"),
    ("INH", "in", "inch"),
    ("FOT", "ft", "foot"),
    ("YRD", "yd", "yard"),
    ("SMI", "mi", "mile"),
    ("LM", "lin m", "linear metre"),
    ("MMK", "mm²", "square millimetre"),
    ("CMK", "cm²", "square centimetre"),
    ("MTK", "m²", "square metre"),
    ("KMK", "km²", "square kilometre"),
    ("HAR", "ha", "hectare"),
    ("FTK", "ft²", "square foot"),
    ("YDK", "yd²", "square yard"),
    ("ACR", "acre", "acre"),
    ("SEC", "s", "second"),
    ("MIN", "min", "minute"),
    ("HUR", "h", "hour"),
    ("DAY", "day", "day"),
    ("WEE", "week", "week"),
    ("MON", "month", "month"),
    ("QAN", "quarter", "quarter of a year"),
    ("SAN", "half-year", "half a year"),
    ("ANN", "year", "year"),
    ("LH", "lab h", "labour hour"),
    ("OT", "ot h", "overtime hour"),
    ("WHR", "Wh", "watt hour"),
    ("KWH", "kWh", "kilowatt hour"),
    ("MWH", "MWh", "megawatt hour"),
    ("KWT", "kW", "kilowatt"),
    ("WTT", "W", "watt"),
    ("VLT", "V", "volt"),
    ("AMP", "A", "ampere"),
    ("JOU", "J", "joule"),
    ("GV", "GJ", "gigajoule"),
    ("BAR", "bar", "bar"),
    ("CEL", "°C", "degree Celsius"),
    ("P1", "%", "per cent"),
    ("E48", "service", "service unit"),
    ("E49", "workday", "working day"),
    ("E51", "job", "job"),
    ("E54", "trip", "trip"),
    ("E53", "test", "test"),
    ("E50", "account", "accounting unit"),
    ("E52", "meal", "person (served)"),
    ("IE", "person", "person"),
    ("LS", "sum", "lump sum"),
    ("ACT", "activity", "activity"),
    ("NMP", "packs", "number of packs"),
    ("NAR", "articles", "number of articles"),
    ("NPR", "pairs", "number of pairs"),
    ("D99", "treatment", "treatment"),
    ("U2", "tablet", "tablet"),
    ("AV", "capsule", "capsule"),
    ("VIA", "vial", "vial"),
    ("AMH", "Ah", "ampere hour"),
    ("E34", "GB", "gigabyte"),
    ("4L", "MB", "megabyte"),
    ("E46", "kWh/m³", "kilowatt hour per cubic metre"),
    ("ZZ", "other", "mutually defined"),
];

impl Unit {
    /// Takes a common code.
    pub fn parse(code: &str) -> Result<Self, String> {
        let known = UNITS.iter().any(|(known, ..)| *known == code);
        if known {
            Ok(Self(code.to_owned()))
        } else {
            Err(rule("unknown_unit", "Must be a unit of GET /v1/units, such as C62 (each) or KGM."))
        }
    }

    /// The common code.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// How people write it: `kg`, `box`.
    pub fn short(&self) -> &str {
        UNITS.iter().find(|(code, ..)| *code == self.0).map_or(&self.0, |(_, short, _)| short)
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl PartialSchema for Unit {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).max_length(Some(3)).examples(["KGM"]).into()
    }
}

impl ToSchema for Unit {}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_code_stands_once() {
        let codes: HashSet<_> = UNITS.iter().map(|(code, ..)| code).collect();

        assert_eq!(codes.len(), UNITS.len());
    }

    #[test]
    fn a_kilogram_is_written_kg() {
        assert_eq!(Unit::parse("KGM").map(|unit| unit.short().to_owned()), Ok("kg".into()));
        assert!(Unit::parse("kg").is_err());
    }
}
