//! Passwords: what may be one, taken exactly as received. Length decides, not composition (NIST SP 800-63B-4).
mod hasher;

use std::fmt;

pub use hasher::{HashCost, PasswordHasher};
use kernel::{Error, rule};
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
// What must be left of a password once everything obvious is taken away.
const UNOBVIOUS_CHARS_MIN: usize = 6;
const DIFFERENT_CHARS_MIN: usize = 5;
const OBVIOUS: &[&str] = &[
    "countersign",
    "password",
    "passwort",
    "contraseña",
    "motdepasse",
    "welcome",
    "letmein",
    "changeme",
    "secret",
    "admin",
    "iloveyou",
    "qwertyuiop",
    "qwerty",
    "qwertz",
    "azerty",
    "asdfghjkl",
    "zxcvbnm",
    "correcthorsebatterystaple",
    "abcdefghijklmnopqrstuvwxyz",
    "1234567890",
    "0123456789",
    "9876543210",
];

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

    /// Refuses what anybody would try first: the product's words, and those of the person and the organisation.
    pub fn must_not_be_obvious(&self, field: &str, own_words: &[&str]) -> Result<(), Error> {
        if is_obvious(self.0.expose(), own_words) {
            let message = "Too easy to guess: it says little beside well-known words or the names of this account.";
            return Err(Error::invalid(field, "too_obvious", message));
        }
        Ok(())
    }

    /// To be hashed.
    pub fn into_password(self) -> Password {
        self.0
    }
}

fn is_obvious(password: &str, own_words: &[&str]) -> bool {
    let plain = letters_and_digits(password);
    let own = own_words.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<String> = OBVIOUS.iter().copied().chain(own).map(letters_and_digits).collect();
    words.extend(own_words.iter().map(|text| letters_and_digits(text)));
    words.retain(|word| word.chars().count() >= 4);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = words.iter().fold(plain.clone(), |rest, word| rest.replace(word.as_str(), ""));
    different_chars(password) < DIFFERENT_CHARS_MIN
        || (plain.chars().count() >= CHARS_MIN && rest.chars().count() < UNOBVIOUS_CHARS_MIN)
        || (rest != plain && rest.chars().all(|c| c.is_ascii_digit()))
        || is_one_word_again_and_again(&plain)
}

fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn different_chars(text: &str) -> usize {
    let mut chars: Vec<char> = text.chars().collect();
    chars.sort_unstable();
    chars.dedup();
    chars.len()
}

fn is_one_word_again_and_again(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (1..=chars.len() / 2)
        .filter(|period| *period < CHARS_MIN)
        .any(|period| chars.iter().zip(chars.iter().skip(period)).all(|(one, next)| one == next))
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

    const OWN: &[&str] = &["harbour-house", "Harbour House", "owner@harbour-house.example", "Olive Owner"];

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
    fn what_anybody_would_try_first_is_obvious() {
        for obvious in [
            "countersign2026",
            "Password-Password!",
            "harbour house 2026",
            "Owner@Harbour-House.example",
            "harbourharbour12345",
            "aaaaaaaaaaaaaaa",
            "abcabcabcabcabc",
            "123456789012345",
            "qwertyuiopasdfghjkl",
            "welcome 20261121 09",
        ] {
            assert!(is_obvious(obvious, OWN), "{obvious}");
        }
    }

    #[test]
    fn words_of_ones_own_are_not_obvious() {
        for fine in [
            "a few words of your own",
            "tulips under the bridge",
            "harbour house kitchen towels",
            "7bq#Lz!0pXw$e9@Vd",
            "ключи под ковриком у двери",
            "----- +++ ===== ???? tea",
        ] {
            assert!(!is_obvious(fine, OWN), "{fine}");
        }
    }

    #[test]
    fn a_password_does_not_show_itself() {
        let password = NewPassword::parse("a few words of your own".into()).expect("a password");

        assert_eq!(format!("{password:?}"), "NewPassword(Password(..))");
    }
}
