//! A session: who signed in, with which secrets, for how long.
mod answer;
pub mod begin_reauthentication;
pub mod complete;
pub mod create;
mod device;
pub mod end;
pub mod end_of_organisation;
pub mod end_of_person;
pub mod end_one;
pub mod end_others;
mod holder;
mod known_device;
pub mod leave;
pub mod list;
mod open;
pub mod reauthenticate;
pub mod refresh;
mod secret_answer;
mod store;
pub mod view;
pub mod with_passkey;

use std::{fmt, sync::Arc};

use access::{ACCESS_TOKEN_LIFE_S, Account, AttemptLimits, HomeCode, HomeKey, Passkeys, ResetLimits, csrf_token};
pub(crate) use answer::{FirstStep, Refused, Tokens, TokensAndCodes, TokensAndFirstCodes};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
pub(crate) use holder::Holder;
use kernel::{Error, rule};
pub(crate) use secret_answer::SecretAnswer;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::{
    keys::{Purpose, derive, secret_hash},
    passkey::RelyingParty,
    refusals,
    second_factor::RecoveryCodes,
};

/// How long sessions live, and how often signing in may fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionPolicy {
    /// Unused for this long, a session ends.
    pub idle_limit_s: i64,
    /// Used or not, it ends after this.
    pub lifetime_s: i64,
    pub limits: AttemptLimits,
    /// How often a new password may be asked for.
    pub resets: ResetLimits,
}

impl Default for SessionPolicy {
    /// Twelve hours unused, twenty-four in all (NIST SP 800-63B-4: at most thirty days with one factor, twenty-four
    /// hours with two); ten failures of an account and fifty of a network in a quarter of an hour; three wishes for a new password of an account and
    /// twenty of a network in the same time.
    fn default() -> Self {
        let limits = AttemptLimits { account_failures_max: 10, network_failures_max: 50, window_s: 15 * 60 };
        let resets = ResetLimits { account_max: 3, network_max: 20, window_s: 15 * 60 };
        Self { idle_limit_s: 12 * 3600, lifetime_s: 24 * 3600, limits, resets }
    }
}

/// What the verbs of a session need beside the request.
#[derive(Debug)]
pub struct Sessions {
    pub(crate) policy: SessionPolicy,
    pub(crate) passkeys: Arc<RelyingParty>,
}

impl Sessions {
    /// One for the whole server.
    pub fn new(policy: SessionPolicy, passkeys: RelyingParty) -> Self {
        Self { policy, passkeys: Arc::new(passkeys) }
    }

    /// Who asks for passkeys and judges them.
    pub fn relying_party(&self) -> &RelyingParty {
        &self.passkeys
    }

    /// What the door confirms by.
    pub fn passkeys(&self) -> Arc<dyn Passkeys> {
        Arc::<RelyingParty>::clone(&self.passkeys)
    }
}

/// The tokens of a session that was opened or refreshed.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionTokens {
    /// Send it as `Authorization: Bearer ..`; keep it in memory alone (RFC 9068).
    #[schema(example = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9.eyJzdWIiOiIuLi4ifQ.c2lnbmF0dXJl", max_length = 4096)]
    pub access_token: String,
    #[schema(example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds from now until the access token expires.
    #[schema(example = 300, minimum = 0, maximum = 300)]
    pub expires_in_s: i64,
    /// Send it as `X-CSRF-Token` wherever the refresh cookie is read; also in the cookie `__Host-csrf`.
    #[schema(example = "Nn0aG1l3pWm4x8VwUq2Jt7yq0k5o1c6d9e2f3g4h5i8", min_length = 43, max_length = 43)]
    pub csrf_token: String,
}

/// A sign-in whose password was right; the second factor is still to come.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignInBegun {
    /// Show it with the second factor; it opens nothing by itself.
    #[schema(example = "eu1_Zm9yIG9uZSBzZWNvbmQgZmFjdG9yIG9ubHksIG9uY2U", max_length = 160)]
    pub sign_in: String,
    /// What may be shown as the second factor.
    #[schema(example = json!(["totp", "recovery_code"]), min_items = 2, max_items = 3)]
    pub second_factors: Vec<SecondFactor>,
    /// Seconds from now within which it must come.
    #[schema(example = 300, minimum = 1, maximum = 300)]
    pub expires_in_s: i64,
}

/// What may follow a right password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// A code of the app.
    Totp,
    Passkey,
    RecoveryCode,
}

/// The new tokens of a session whose owner added a passkey, and the recovery codes that come with a first factor.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionAndFirstCodes {
    pub session: SessionTokens,
    /// Each takes the place of the passkey once; none where there was a second factor already.
    #[schema(value_type = Vec<String>, example = json!(["710ZG-0Z9AH", "4MX7Q-K02RD", "9TB1E-WJ6VA", "C3N8Y-5HGZP", "F0D2S-R7XMQ",
        "J6KVW-1BA9T", "N4PHC-83YEZ", "Q5RGD-0SM2X", "V7A9J-KTW1B", "Z2E6N-C4HY8"]), max_items = 10)]
    pub recovery_codes: RecoveryCodes,
}

/// The new tokens of a session whose owner got recovery codes, and those.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionAndCodes {
    pub session: SessionTokens,
    /// Each takes the place of the app once.
    #[schema(value_type = Vec<String>, example = json!(["710ZG-0Z9AH", "4MX7Q-K02RD", "9TB1E-WJ6VA", "C3N8Y-5HGZP", "F0D2S-R7XMQ",
        "J6KVW-1BA9T", "N4PHC-83YEZ", "Q5RGD-0SM2X", "V7A9J-KTW1B", "Z2E6N-C4HY8"]), min_items = 10, max_items = 10)]
    pub recovery_codes: RecoveryCodes,
}

impl SecondFactor {
    fn of(account: &Account) -> Vec<Self> {
        let there = [(Self::Totp, account.has_totp), (Self::Passkey, account.has_passkey), (Self::RecoveryCode, true)];
        there.into_iter().filter_map(|(factor, is_there)| is_there.then_some(factor)).collect()
    }
}

impl SessionTokens {
    fn new(access_token: String, age_s: i64, refresh_token: &RefreshToken) -> Self {
        let expires_in_s = ACCESS_TOKEN_LIFE_S.saturating_sub(age_s).clamp(0, ACCESS_TOKEN_LIFE_S);
        Self { access_token, token_type: "Bearer", expires_in_s, csrf_token: refresh_token.csrf_token() }
    }
}

/// `<home>_<family>.<secret>`: the family stays through all rotations, the secret is new with each.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    home_and_family: String,
    secret: String,
}

impl RefreshToken {
    /// The first of a family.
    fn first(home: &HomeCode, family: [u8; 16], secret: [u8; 32]) -> Self {
        let home_and_family = home.mint(&URL_SAFE_NO_PAD.encode(family));
        Self { home_and_family, secret: URL_SAFE_NO_PAD.encode(secret) }
    }

    /// What a cookie held, when it has the shape of one.
    fn parse(text: &str) -> Option<Self> {
        let (home_and_family, secret) = text.split_once('.')?;
        csrf_token(text).map(|_| Self { home_and_family: home_and_family.to_owned(), secret: secret.to_owned() })
    }

    /// The one that takes its place; always the same.
    fn successor(&self, key: &HomeKey) -> Self {
        let secret = URL_SAFE_NO_PAD.encode(derive(key, Purpose::Successor, &[&self.text()]));
        Self { home_and_family: self.home_and_family.clone(), secret }
    }

    /// The access secret that it is exchanged for; always the same.
    fn access_secret(&self, home: &HomeCode, key: &HomeKey) -> String {
        home.mint(&URL_SAFE_NO_PAD.encode(derive(key, Purpose::AccessSecret, &[&self.text()])))
    }

    fn text(&self) -> String {
        format!("{}.{}", self.home_and_family, self.secret)
    }

    fn hash(&self) -> [u8; 32] {
        secret_hash(&self.text())
    }

    fn csrf_token(&self) -> String {
        csrf_token(&self.text()).unwrap_or_default()
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefreshToken(..)")
    }
}

/// The name of an organisation that one signs in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slug(String);

impl Slug {
    /// Small letters, digits and hyphens, 1 to 63 of them; capitals are made small.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().to_ascii_lowercase();
        let fits = (1..=63).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-');
        if fits { Ok(Self(text)) } else { Err(rule("organisation", "Must be a name such as harbour-house.")) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl PartialSchema for Slug {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(63))
            .pattern(Some("^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$"))
            .examples(["harbour-house"])
            .into()
    }
}

impl ToSchema for Slug {}

fn sign_in_refused() -> Error {
    refusals::SIGN_IN_REFUSED.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(code: &str) -> HomeCode {
        HomeCode::parse(code).expect("a home")
    }

    fn key() -> HomeKey {
        HomeKey::of(&[7; 32], &home("eu1")).expect("a key")
    }

    fn token() -> RefreshToken {
        RefreshToken::first(&home("eu1"), [1; 16], [2; 32])
    }

    #[test]
    fn a_successor_is_always_the_same_and_of_the_same_family() {
        let (first, next) = (token(), token().successor(&key()));

        assert_eq!(next, first.successor(&key()));
        assert_ne!(next.hash(), first.hash());
        assert_eq!(next.csrf_token(), first.csrf_token());
        assert_ne!(next.successor(&key()), next);
    }

    #[test]
    fn another_secret_and_another_home_derive_others() {
        let other = HomeKey::of(&[8; 32], &home("eu1")).expect("a key");
        let elsewhere = HomeKey::of(&[7; 32], &home("us1")).expect("a key");

        assert_ne!(token().successor(&key()), token().successor(&other));
        assert_ne!(token().successor(&key()), token().successor(&elsewhere));
    }

    #[test]
    fn a_token_survives_its_cookie() {
        assert_eq!(RefreshToken::parse(&token().text()), Some(token()));
        assert_eq!(RefreshToken::parse("eu1_nofamily"), None);
        assert_eq!(RefreshToken::parse("nohome.secret"), None);
    }

    #[test]
    fn an_access_secret_is_neither_the_token_nor_its_successor() {
        let access = token().access_secret(&home("eu1"), &key());

        assert!(access.starts_with("eu1_"));
        assert!(![token().text(), token().successor(&key()).text()].contains(&access));
    }

    #[test]
    fn an_organisation_is_named_by_letters_digits_and_hyphens() {
        assert_eq!(Slug::parse(" Harbour-House "), Ok(Slug("harbour-house".into())));
        for wrong in ["", "-a", "a-", "a b", "a_b", "ä", &"a".repeat(64)] {
            assert!(Slug::parse(wrong).is_err(), "{wrong}");
        }
    }
}
