//! A one-time link: what a first owner comes in by. Reading it does nothing; using it needs a password of one's own.
mod answer;
pub mod read;
pub mod r#use;

use std::fmt;

use access::LinkHolder;
pub(crate) use answer::LinkAnswer;
use kernel::rule;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::keys::secret_hash;

const CHARS_MAX: usize = 160;

/// The secret of a link: what stands behind the `#` of its address.
#[derive(Clone)]
pub struct LinkSecret(SecretString);

impl LinkSecret {
    fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    fn hash(&self) -> [u8; 32] {
        secret_hash(self.expose())
    }
}

/// Whose link it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkView {
    /// The name of the organisation that one signs in with.
    #[schema(example = "harbour-house", max_length = 63)]
    pub organisation: String,
    #[schema(example = "Harbour House", max_length = 120)]
    pub organisation_name: String,
    #[schema(example = "owner@harbour-house.example", max_length = 254)]
    pub email: String,
    #[schema(example = "Olive Hart", max_length = 120)]
    pub person_name: String,
}

impl From<LinkHolder> for LinkView {
    fn from(holder: LinkHolder) -> Self {
        let LinkHolder { slug, organisation_name, email, person_name } = holder;
        Self { organisation: slug, organisation_name, email, person_name }
    }
}

impl fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkSecret(..)")
    }
}

impl<'de> Deserialize<'de> for LinkSecret {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        if (1..=CHARS_MAX).contains(&text.chars().count()) {
            Ok(Self(text.into()))
        } else {
            Err(D::Error::custom(rule("wrong_length", format!("Must have 1 to {CHARS_MAX} characters."))))
        }
    }
}

impl PartialSchema for LinkSecret {
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

impl ToSchema for LinkSecret {}
