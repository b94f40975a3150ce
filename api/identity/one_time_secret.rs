//! A secret that opens one thing once: a link, or a sign-in whose second factor is still to come.
use std::fmt;

use kernel::rule;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::keys::secret_hash;

const CHARS_MAX: usize = 160;

/// What stands behind the `#` of a link, or was answered to the right password.
#[derive(Clone)]
pub struct OneTimeSecret(SecretString);

impl OneTimeSecret {
    /// As it was shown.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// As the database keeps it.
    pub fn hash(&self) -> [u8; 32] {
        secret_hash(self.expose())
    }
}

impl fmt::Debug for OneTimeSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeSecret(..)")
    }
}

impl<'de> Deserialize<'de> for OneTimeSecret {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        if (1..=CHARS_MAX).contains(&text.chars().count()) {
            Ok(Self(text.into()))
        } else {
            Err(D::Error::custom(rule("wrong_length", format!("Must have 1 to {CHARS_MAX} characters."))))
        }
    }
}

impl PartialSchema for OneTimeSecret {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .write_only(true)
            .min_length(Some(1))
            .max_length(Some(CHARS_MAX))
            .examples(["eu1_Zm9yIG9uZSB1c2Ugb25seSwgdGhlbiBpdCBpcyBzcGVudA"])
            .into()
    }
}

impl ToSchema for OneTimeSecret {}
