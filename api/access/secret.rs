//! Secrets that an organisation gives and nobody reads again: sealed by a key of its own, shown by when, by whom and a fingerprint.
//!
//! The database lets the tenants' role write them and never read them; only what sends by them opens them. Keys are turned in [`turn`].
mod key;
mod turn;

use std::fmt;

use chrono::{DateTime, Utc};
use kernel::{Error, Name, OrgId, PersonId, rule};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};
use uuid::Uuid;

pub(crate) use self::key::{DataKey, WrappedKey};
pub use self::turn::DATA_KEY_LIFE;
use crate::{Confirmed, HomeCode, Work, permission::Confirmable};

/// Most characters of any secret.
const CHARS_MAX: usize = 1024;

/// A secret as it was given; it is written nowhere, and told by nothing.
#[derive(Clone)]
pub struct Secret(SecretString);

/// Where a secret stands, and what alone it may be used for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretPlace {
    pub table: &'static str,
    pub row: Uuid,
    pub column: &'static str,
    /// To whom it is shown: elsewhere it does not open.
    pub bound_to: String,
}

/// All that is told of a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow, ToSchema)]
pub struct SecretFacts {
    /// The same for the same secret and another for another, until the organisation's key is turned; it tells nothing of the secret.
    #[schema(example = "3f9a1c0b7d24e856", min_length = 16, max_length = 16, pattern = "^[0-9a-f]{16}$")]
    pub fingerprint: String,
    /// Who set it.
    pub set_by: PersonId,
    pub set_by_name: Name,
    pub set_at: DateTime<Utc>,
}

impl Secret {
    /// Takes what was given, up to 1024 characters of one line.
    pub fn parse(text: String) -> Result<Self, String> {
        match text.chars().count() {
            0 => Err(rule("empty", "Must not be empty.")),
            chars if chars > CHARS_MAX => Err(rule("too_long", format!("Must have at most {CHARS_MAX} characters."))),
            _ if text.contains(char::is_control) => {
                Err(rule("forbidden_character", "A secret has no control characters."))
            }
            _ => Ok(Self(text.into())),
        }
    }

    /// The secret itself, for what sends it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl PartialSchema for Secret {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Password)))
            .write_only(true)
            .min_length(Some(1))
            .max_length(Some(CHARS_MAX))
            .examples(["what the server asks for"])
            .into()
    }
}

impl ToSchema for Secret {}

impl SecretPlace {
    // What the seal is bound to beside its key.
    pub(crate) fn written(&self, org: OrgId) -> Vec<u8> {
        let (org, row) = (org.to_string(), self.row.to_string());
        crate::ring::written(&["door.secret", "sealed", &org, self.table, &row, self.column, &self.bound_to])
    }
}

impl<P: Confirmable> Work<'_, P> {
    /// Keeps a secret in the place of one before; the database asks once more that it was confirmed.
    pub async fn keep_secret(&mut self, place: &SecretPlace, secret: &Secret, _: &Confirmed<P>) -> Result<(), Error> {
        let org = self.caller.org_id;
        let (version, key) = self.sealing_key().await?;
        let sealed = key.seal(&self.database.chance, &place.written(org), secret)?;
        sqlx::query("select door.keep_secret($1, $2, $3, $4, $5, $6, $7)")
            .bind(place.table)
            .bind(place.row)
            .bind(place.column)
            .bind(&place.bound_to)
            .bind(version)
            .bind(sealed)
            .bind(key.fingerprint(secret))
            .execute(self.tx.connection()?)
            .await?;
        Ok(())
    }

    // The organisation's newest key, held until the end; its first one is made here.
    async fn sealing_key(&mut self) -> Result<(i32, DataKey), Error> {
        let org = self.caller.org_id;
        if let Some(newest) = self.newest_key().await? {
            return Ok((newest.version, newest.opened(self.seals, self.home, org)?));
        }
        let first = WrappedKey::mint(self.seals, &self.database.chance, self.home, org, 1)?;
        sqlx::query("select door.begin_data_key($1, $2)")
            .bind(&first.key_name)
            .bind(&first.wrapped)
            .execute(self.tx.connection()?)
            .await?;
        // Whoever came first has made it.
        let newest = self.newest_key().await?;
        let newest = newest.ok_or_else(|| std::io::Error::other("an organisation without a data key"))?;
        Ok((newest.version, newest.opened(self.seals, self.home, org)?))
    }

    async fn newest_key(&mut self) -> Result<Option<WrappedKey>, Error> {
        let newest = sqlx::query_as("select version, key_name, wrapped from door.newest_data_key()");
        Ok(newest.fetch_optional(self.tx.connection()?).await?)
    }
}

impl<P> Work<'_, P> {
    /// What may be told of a secret, if there is one.
    pub async fn secret_facts(&mut self, place: &SecretPlace) -> Result<Option<SecretFacts>, Error> {
        let facts =
            sqlx::query_as("select fingerprint, set_by, set_by_name, set_at from door.secret_facts($1, $2, $3)")
                .bind(place.table)
                .bind(place.row)
                .bind(place.column);
        Ok(facts.fetch_optional(self.tx.connection()?).await?)
    }

    /// Forgets every secret of a row.
    pub async fn forget_secrets(&mut self, table: &'static str, row: Uuid) -> Result<(), Error> {
        let forgotten = sqlx::query("select door.forget_secrets($1, $2)").bind(table).bind(row);
        forgotten.execute(self.tx.connection()?).await?;
        Ok(())
    }
}

/// Where a key is wrapped for: the home, the organisation and which of its keys it is.
fn place_of_key(home: &HomeCode, org: OrgId, version: i32) -> [String; 5] {
    ["door.data_key".into(), "wrapped".into(), home.to_string(), org.to_string(), version.to_string()]
}
