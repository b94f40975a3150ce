//! Signing in with a passkey: what everybody is asked. It is kept nowhere until it is answered, so that asking costs nothing and tells nothing; the home
//! that asked knows it again by its key, and the account's home takes each answer once.
pub mod begin;

use access::{CrossTenant, Home, HomeKey, way_in::ChecksPasskey};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use kernel::{Error, rule};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::Value;
use subtle::ConstantTimeEq;
use utoipa::ToSchema;

use crate::{
    keys::{Purpose, derive, secret_hash},
    passkey::Assertion,
};

const CHARS_MAX: usize = 1024;

/// A passkey, shown to no session: what was asked, and the answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShownPasskey {
    /// What `begin_passkey_sign_in` answered with.
    #[schema(value_type = String, min_length = 1, max_length = 1024, example = "eu1_eyJ1bnRpbCI6MTc5NTQyMDgwMH0.Nn0aG1l3pWm4x8VwUq2Jt7yq0k5o1c6d9e2f3g4h5i8")]
    pub challenge: ChallengeText,
    /// `PublicKeyCredential.toJSON()`.
    pub credential: Assertion,
}

/// A challenge as it was shown.
#[derive(Debug)]
pub struct ChallengeText(String);

/// What was asked, and until when.
#[derive(Debug, Serialize, Deserialize)]
pub struct OpenChallenge {
    #[serde(with = "chrono::serde::ts_seconds")]
    pub until: DateTime<Utc>,
    pub state: Value,
}

/// A challenge that was asked here, by its hash.
pub struct KnownChallenge {
    pub hash: [u8; 32],
    pub expires_at: DateTime<Utc>,
    pub state: Value,
}

impl OpenChallenge {
    /// As whoever is asked is told it.
    fn told(&self, home: &Home) -> Result<String, Error> {
        Ok(home.code.mint(&self.sealed(&home.key)?))
    }

    /// Under the key of whoever asks.
    pub fn sealed(&self, key: &HomeKey) -> Result<String, Error> {
        let text = URL_SAFE_NO_PAD.encode(serde_json::to_vec(self)?);
        let seal = URL_SAFE_NO_PAD.encode(seal(key, &text));
        Ok(format!("{text}.{seal}"))
    }
}

impl ChallengeText {
    /// What was asked, if one of our homes did.
    pub fn known<W: ChecksPasskey>(&self, entry: &CrossTenant<W>) -> Option<KnownChallenge> {
        self.known_under(&entry.asked_by(&self.0)?.key)
    }

    /// The same, if it was asked under this key.
    pub fn known_under(&self, key: &HomeKey) -> Option<KnownChallenge> {
        known(key, &self.0)
    }
}

fn known(key: &HomeKey, told: &str) -> Option<KnownChallenge> {
    let (_, secret) = told.split_once('_')?;
    let (text, shown) = secret.split_once('.')?;
    let shown = URL_SAFE_NO_PAD.decode(shown).ok()?;
    if !bool::from(seal(key, text).as_slice().ct_eq(&shown)) {
        return None;
    }
    let OpenChallenge { until, state } = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    // Of what is sealed alone: nothing else of it can be written otherwise and mean the same.
    Some(KnownChallenge { hash: secret_hash(text), expires_at: until, state })
}

fn seal(key: &HomeKey, text: &str) -> [u8; 32] {
    derive(key, Purpose::PasskeyChallenge, &[text])
}

impl<'de> Deserialize<'de> for ChallengeText {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        if (1..=CHARS_MAX).contains(&text.chars().count()) {
            Ok(Self(text))
        } else {
            Err(D::Error::custom(rule("wrong_length", format!("Must have 1 to {CHARS_MAX} characters."))))
        }
    }
}
