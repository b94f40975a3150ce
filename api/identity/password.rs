//! Passwords: what may be one, taken exactly as received. Length decides, not composition (NIST SP 800-63B-4).
pub mod ask_reset;
pub mod change;
mod hasher;
mod obvious;
mod recipe;
mod reset;

use std::fmt;

pub use hasher::PasswordHasher;
use kernel::rule;
pub use recipe::HashCost;
pub use reset::answer_resets;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

/// Fewest characters of a new password, as long as it is the only factor.
pub const CHARS_MIN: usize = 15;
/// Most characters of any.
pub const CHARS_MAX: usize = 256;

/// A password as typed at sign-in.
#[derive(Clone)]
pub struct Password(SecretString);

/// A password that somebody chooses: 15 to 256 characters.
#[derive(Debug, Clone)]
pub struct NewPassword(Password);

impl Password {
    /// Takes what was typed, up to 256 characters.
    pub fn parse(text: String) -> Result<Self, String> {
        match text.chars().count() {
            0 => Err(rule("empty", "Must not be empty.")),
            chars if chars > CHARS_MAX => Err(rule("too_long", format!("Must have at most {CHARS_MAX} characters."))),
            _ => Ok(Self(text.into())),
        }
    }

    fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl NewPassword {
    /// Takes a password that is long enough.
    pub fn parse(text: String) -> Result<Self, String> {
        let password = Password::parse(text)?;
        if password.expose().chars().count() < CHARS_MIN {
            return Err(rule("too_short", format!("Must have at least {CHARS_MIN} characters; a few words will do.")));
        }
        Ok(Self(password))
    }

    /// Whether it is this one.
    pub fn is(&self, password: &Password) -> bool {
        self.0.expose() == password.expose()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

impl<'de> Deserialize<'de> for Password {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for NewPassword {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(String::deserialize(from)?).map_err(D::Error::custom)
    }
}

fn schema(chars_min: usize) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Password)))
        .write_only(true)
        .min_length(Some(chars_min))
        .max_length(Some(CHARS_MAX))
        .examples(["a few words of your own"])
        .into()
}

impl PartialSchema for Password {
    fn schema() -> RefOr<Schema> {
        schema(1)
    }
}

impl PartialSchema for NewPassword {
    fn schema() -> RefOr<Schema> {
        schema(CHARS_MIN)
    }
}

impl ToSchema for Password {}
impl ToSchema for NewPassword {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_alone_decides_what_is_long_enough() {
        assert!(NewPassword::parse("é".repeat(15)).is_ok());
        assert!(NewPassword::parse("é".repeat(14)).is_err_and(|why| why.contains("too_short")));
        assert!(NewPassword::parse("é".repeat(256)).is_ok());
        assert!(NewPassword::parse("é".repeat(257)).is_err_and(|why| why.contains("too_long")));
        assert!(Password::parse("short".into()).is_ok());
        assert!(Password::parse(String::new()).is_err_and(|why| why.contains("empty")));
    }

    #[test]
    fn a_password_is_taken_as_it_comes() {
        let typed = "  Spaces, CAPITALS and \u{0} stay ";

        assert_eq!(Password::parse(typed.into()).map(|password| password.expose().to_owned()), Ok(typed.into()));
    }

    #[test]
    fn a_password_does_not_show_itself() {
        let password = NewPassword::parse("a few words of your own".into()).expect("a password");

        assert_eq!(format!("{password:?}"), "NewPassword(Password(..))");
    }
}
