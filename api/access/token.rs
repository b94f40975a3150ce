//! Access tokens: short-lived JWTs of RFC 9068, signed with Ed25519 and nothing else.
use std::fmt;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use kernel::{Error, OrgId, PersonId, Refusal, SessionId, ended};
use quick_cache::sync::Cache;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::HomeCode;

/// Seconds that an access token lives.
pub const ACCESS_TOKEN_LIFE_S: i64 = 300;
const TYPE: &str = "at+jwt";
const AUDIENCE: &str = "countersign-api";
const OUR_PAGES: &str = "countersign-web";
/// Stands in a key's id between the home and the fingerprint.
const OF_KEY: char = '.';
pub(crate) const BYTES_MAX: usize = 4096;
/// Of how many verified tokens the secrets are remembered.
const REMEMBERED_MAX: usize = 10_000;

/// What an access token says; the session behind `jti` is looked up all the same.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AccessClaims {
    pub iss: String,
    pub aud: String,
    pub sub: PersonId,
    pub client_id: String,
    pub org: OrgId,
    pub sid: SessionId,
    pub iat: i64,
    pub exp: i64,
    /// The secret: 256 random bits behind the home's code, known to the database by its hash.
    pub jti: String,
}

/// A home's key that signs, the key that verifies, and who issues.
pub struct TokenKeys {
    home: HomeCode,
    issuer: String,
    key_id: String,
    public: Vec<u8>,
    signing: EncodingKey,
    verifying: DecodingKey,
    // By the SHA-256 of a verified token, its secret. What no longer opens anything is the database's to say, each time.
    secrets: Cache<[u8; 32], String>,
}

impl TokenKeys {
    /// A new private key, PKCS #8.
    pub fn generate() -> Result<Vec<u8>, Error> {
        let key = Ed25519KeyPair::generate()?;
        Ok(aws_lc_rs::encoding::AsDer::<aws_lc_rs::encoding::Pkcs8V1Der<'_>>::as_der(&key)?.as_ref().to_vec())
    }

    /// Of a home, from a private key, PKCS #8; the key's id begins with the home's code.
    pub fn new(home: &HomeCode, issuer: &str, pkcs8: &[u8]) -> Result<Self, Error> {
        let key = Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8)?;
        let public = key.public_key().as_ref().to_vec();
        let fingerprint = URL_SAFE_NO_PAD.encode(Sha256::digest(&public).get(..12).unwrap_or_default());
        let key_id = format!("{home}{OF_KEY}{fingerprint}");
        Ok(Self {
            home: home.clone(),
            issuer: issuer.to_owned(),
            key_id,
            signing: EncodingKey::from_ed_der(pkcs8),
            verifying: DecodingKey::from_ed_der(&public),
            public,
            secrets: Cache::new(REMEMBERED_MAX),
        })
    }

    /// The home that they belong to.
    pub fn home(&self) -> &HomeCode {
        &self.home
    }

    /// Signs a token for a session of our own pages.
    pub fn sign(
        &self,
        session: SessionId,
        owner: (OrgId, PersonId),
        at: DateTime<Utc>,
        jti: String,
    ) -> Result<String, Error> {
        self.sign_for(OUR_PAGES.to_owned(), session, owner, at, jti)
    }

    /// Signs a token for a session of a client: our own pages, or an API key by its id.
    pub fn sign_for(
        &self,
        client_id: String,
        session: SessionId,
        owner: (OrgId, PersonId),
        at: DateTime<Utc>,
        jti: String,
    ) -> Result<String, Error> {
        let claims = AccessClaims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.into(),
            sub: owner.1,
            client_id,
            org: owner.0,
            sid: session,
            iat: at.timestamp(),
            exp: at.timestamp().saturating_add(ACCESS_TOKEN_LIFE_S),
            jti,
        };
        let header = Header { typ: Some(TYPE.into()), kid: Some(self.key_id.clone()), ..Header::new(Algorithm::EdDSA) };
        Ok(jsonwebtoken::encode(&header, &claims, &self.signing)?)
    }

    /// The secret of a token that we signed; a signature is verified once, the session behind it each time.
    pub fn secret(&self, token: &str) -> Result<String, Refusal> {
        if token.len() > BYTES_MAX {
            return Err(ended::UNAUTHENTICATED);
        }
        let digest = digest(token);
        if let Some(secret) = self.remembered(&digest) {
            return Ok(secret);
        }
        let secret = self.read(token)?.jti;
        self.secrets.insert(digest, secret.clone());
        Ok(secret)
    }

    /// The secret of a token that was verified before.
    pub(crate) fn remembered(&self, digest: &[u8; 32]) -> Option<String> {
        self.secrets.get(digest)
    }

    /// Reads a token that carries a secret of this home; whether it has expired is the database's to say, for its clock decides.
    pub fn read(&self, token: &str) -> Result<AccessClaims, Refusal> {
        if token.len() > BYTES_MAX {
            return Err(ended::UNAUTHENTICATED);
        }
        let header = jsonwebtoken::decode_header(token).map_err(|_| ended::UNAUTHENTICATED)?;
        let is_ours = header.typ.as_deref() == Some(TYPE) && header.kid.as_deref() == Some(&self.key_id);
        // What a token says must be understood, we do not (RFC 7515, section 4.1.11); the library leaves that to us.
        if !is_ours || header.crit.is_some() {
            return Err(ended::UNAUTHENTICATED);
        }
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.validate_exp = false;
        rules.set_audience(&[AUDIENCE]);
        rules.set_issuer(&[&self.issuer]);
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        let token = jsonwebtoken::decode::<AccessClaims>(token, &self.verifying, &rules);
        let claims = token.map(|token| token.claims).map_err(|_| ended::UNAUTHENTICATED)?;
        // None of ours lives longer, whatever the row behind it says.
        let lives = claims.exp.checked_sub(claims.iat) == Some(ACCESS_TOKEN_LIFE_S);
        if lives && self.home.has_minted(&claims.jti) { Ok(claims) } else { Err(ended::UNAUTHENTICATED) }
    }

    /// The public key (RFC 7517), for `/.well-known/jwks.json`.
    pub fn jwk(&self) -> Value {
        let x = URL_SAFE_NO_PAD.encode(&self.public);
        json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": self.key_id, "x": x })
    }
}

pub(crate) fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

/// The home whose key a token says that it was signed with.
pub(crate) fn home_of_token(token: &str) -> Option<HomeCode> {
    let key_id = jsonwebtoken::decode_header(token).ok()?.kid?;
    HomeCode::parse(key_id.split_once(OF_KEY)?.0)
}

impl fmt::Debug for TokenKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenKeys").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn code(home: &str) -> HomeCode {
        HomeCode::parse(home).expect("a home")
    }

    fn keys() -> TokenKeys {
        keys_of("eu1", &TokenKeys::generate().expect("a key"))
    }

    fn keys_of(home: &str, pkcs8: &[u8]) -> TokenKeys {
        TokenKeys::new(&code(home), "https://countersign.example", pkcs8).expect("keys")
    }

    fn token(keys: &TokenKeys) -> String {
        let owner = (OrgId(Uuid::nil()), PersonId(Uuid::nil()));
        keys.sign(SessionId(Uuid::nil()), owner, DateTime::UNIX_EPOCH, "eu1_secret".into()).expect("a token")
    }

    #[test]
    fn a_token_says_what_it_was_signed_for() {
        let keys = keys();

        let claims = keys.read(&token(&keys)).expect("claims");

        assert_eq!((claims.jti.as_str(), claims.exp), ("eu1_secret", ACCESS_TOKEN_LIFE_S));
    }

    #[test]
    fn a_token_names_its_home_and_a_key_signs_for_its_own_home_alone() {
        let pkcs8 = TokenKeys::generate().expect("a key");
        let (here, there) = (keys_of("eu1", &pkcs8), keys_of("us1", &pkcs8));
        let (good, grafted) = (token(&here), token(&there));

        assert_eq!((home_of_token(&good), home_of_token(&grafted)), (Some(code("eu1")), Some(code("us1"))));
        assert!(here.read(&good).is_ok());
        assert!(there.read(&good).is_err(), "the same key bits under another home's name");
        assert!(there.read(&grafted).is_err(), "a secret of the one home signed by the other's key");
        assert_eq!(home_of_token("garbage"), None);
    }

    #[test]
    fn another_key_an_altered_claim_or_another_algorithm_opens_nothing() {
        let (ours, theirs) = (keys(), keys());
        let good = token(&ours);
        let parts: Vec<_> = good.split('.').collect();
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"at+jwt"}"#);
        let hmac = URL_SAFE_NO_PAD.encode(format!(r#"{{"alg":"HS256","typ":"at+jwt","kid":"{}"}}"#, ours.key_id));
        let altered = URL_SAFE_NO_PAD.encode(r#"{"sub":"x"}"#);

        assert!(theirs.read(&good).is_err());
        assert!(ours.read(&format!("{none}.{}.", parts[1])).is_err());
        assert!(ours.read(&format!("{hmac}.{}.{}", parts[1], parts[2])).is_err());
        assert!(ours.read(&format!("{}.{altered}.{}", parts[0], parts[2])).is_err());
        assert!(ours.read("").is_err());
    }

    #[test]
    fn a_token_is_remembered_whole_and_a_refused_one_is_not() {
        let (ours, theirs) = (keys(), keys());
        let good = token(&ours);

        for _ in 0..2 {
            assert_eq!(ours.secret(&good).expect("a secret"), "eu1_secret");
            assert!(theirs.secret(&good).is_err());
            assert!(ours.secret(&format!("{good}=")).is_err());
            assert!(ours.secret(good.get(1..).expect("a rest")).is_err());
            assert!(ours.secret(&"a".repeat(BYTES_MAX + 1)).is_err());
        }
        assert_eq!((ours.secrets.len(), theirs.secrets.len()), (1, 0));
    }

    #[test]
    fn each_claim_and_each_word_of_the_header_counts_by_itself() {
        let keys = keys();
        let good = serde_json::to_value(keys.read(&token(&keys)).expect("claims")).expect("JSON");
        let header = Header { typ: Some(TYPE.into()), kid: Some(keys.key_id.clone()), ..Header::new(Algorithm::EdDSA) };
        let opens = |header: &Header, claims: &Value| {
            keys.read(&jsonwebtoken::encode(header, claims, &keys.signing).expect("a token")).is_ok()
        };
        let but = |name: &str, value: Value| {
            let mut claims = good.clone();
            claims[name] = value;
            claims
        };

        assert!(opens(&header, &good));
        assert!(!opens(&header, &but("aud", json!("countersign-web"))));
        assert!(!opens(&header, &but("iss", json!("https://countersign.example.org"))));
        assert!(!opens(&header, &but("sub", Value::Null)));
        assert!(!opens(&header, &but("exp", json!("soon"))));
        assert!(!opens(&header, &but("exp", json!(ACCESS_TOKEN_LIFE_S + 1))));
        assert!(!opens(&header, &but("exp", json!(i64::MAX))) && !opens(&header, &but("iat", json!(i64::MIN))));
        assert!(!opens(&Header { crit: Some(vec!["exp".into()]), ..header.clone() }, &good));
        assert!(!opens(&header, &but("jti", json!("us1_secret"))));
        assert!(!opens(&header, &but("jti", json!("secret"))));
        // An identity token, and one of a key that we do not name.
        assert!(!opens(&Header { typ: Some("JWT".into()), ..header.clone() }, &good));
        assert!(!opens(&Header { typ: None, ..header.clone() }, &good));
        assert!(!opens(&Header { kid: Some("another".into()), ..header.clone() }, &good));
        assert!(!opens(&Header { kid: None, ..header }, &good));
    }
}
