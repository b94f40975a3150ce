//! A range of network addresses that a key is used from.
use std::net::IpAddr;

use kernel::rule;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

const CHARS_MAX: usize = 43;

/// A range in the notation of CIDR, such as `203.0.113.0/24`; a single address is a range of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct NetworkRange(String);

impl NetworkRange {
    /// Takes a range that is one: nothing behind its bits, and not half of the world.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| malformed())?;
        let (most, least) = if address.is_ipv4() { (32, 8) } else { (128, 16) };
        let bits = match bits {
            None => most,
            Some(bits) if bits.bytes().all(|byte| byte.is_ascii_digit()) => bits.parse().map_err(|_| malformed())?,
            Some(_) => return Err(malformed()),
        };
        if bits > most || address.to_canonical() != address {
            Err(malformed())
        } else if bits < least {
            Err(rule("too_wide", format!("Must have at least {least} bits.")))
        } else if has_more_than(address, bits) {
            Err(rule("host_bits", "Must have nothing behind its bits: 203.0.113.0/24, not 203.0.113.7/24."))
        } else {
            Ok(Self(format!("{address}/{bits}")))
        }
    }

    /// As the database writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn malformed() -> String {
    rule("network", "Must be an address or a range such as 203.0.113.0/24 or 2001:db8::/32.")
}

// Whether a bit is set behind the first so many.
fn has_more_than(address: IpAddr, bits: u32) -> bool {
    match address {
        IpAddr::V4(address) => u32::MAX.checked_shr(bits).is_some_and(|behind| u32::from(address) & behind != 0),
        IpAddr::V6(address) => u128::MAX.checked_shr(bits).is_some_and(|behind| u128::from(address) & behind != 0),
    }
}

impl<'de> Deserialize<'de> for NetworkRange {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl PartialSchema for NetworkRange {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(2))
            .max_length(Some(CHARS_MAX))
            .examples(["203.0.113.0/24"])
            .into()
    }
}

impl ToSchema for NetworkRange {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_written_as_the_database_writes_it() {
        for (text, written) in [
            ("203.0.113.0/24", "203.0.113.0/24"),
            ("203.0.113.7", "203.0.113.7/32"),
            ("10.0.0.0/8", "10.0.0.0/8"),
            ("2001:DB8:0::/32", "2001:db8::/32"),
            ("2001:db8::1", "2001:db8::1/128"),
        ] {
            assert_eq!(NetworkRange::parse(text).expect("a range").as_str(), written);
        }
    }

    #[test]
    fn what_is_no_range_is_refused() {
        for wrong in [
            "",
            "203.0.113.0/33",
            "203.0.113.0/+24",
            "203.0.113/24",
            "home",
            "::ffff:203.0.113.7",
            "203.0.113.0/",
            "/8",
        ] {
            assert!(NetworkRange::parse(wrong).expect_err(wrong).contains("\u{1}network\u{1}"), "{wrong}");
        }
        assert!(NetworkRange::parse("203.0.113.7/24").expect_err("host bits").contains("host_bits"));
        for wide in ["0.0.0.0/0", "10.0.0.0/7", "::/0"] {
            assert!(NetworkRange::parse(wide).expect_err(wide).contains("too_wide"), "{wide}");
        }
    }
}
