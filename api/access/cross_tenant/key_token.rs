//! The key of a program: exchanged for an access token, or given up by whoever holds it.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use kernel::{ApiKeyId, Error, OrgId, PersonId, SessionId, ended};
use sha2::{Digest, Sha256};
use sqlx::Row;

use super::{CrossTenant, seconds};
use crate::{
    ACCESS_TOKEN_LIFE_S, Home, api_key,
    home::line_belongs_to,
    outage::unavailable,
    suspension::unless_suspended,
    way_in::{IssuingToken, RevokingToken},
    wrong_key,
};

/// An access token, and what it opens.
pub struct KeyToken {
    pub access_token: String,
    pub life_s: i64,
    pub scopes: Vec<String>,
}

/// What became of the wish for one.
pub enum KeyExchange {
    Opened(KeyToken),
    /// The key opens nothing, or not from here.
    Unknown,
    /// Something was asked for that the key has not.
    WrongScope,
    /// As many live already as one key may have.
    TooMany,
}

impl CrossTenant<IssuingToken> {
    /// Exchanges a key for an access token, for all of its scopes or for those that are `wanted`.
    pub async fn exchange_key(
        &self,
        home: &Home,
        key: ApiKeyId,
        secret: &str,
        wanted: Option<&[String]>,
    ) -> Result<KeyExchange, Error> {
        if !api_key::is_well_formed(secret) {
            return Ok(KeyExchange::Unknown);
        }
        let token_secret = home.code.mint(&URL_SAFE_NO_PAD.encode(self.chance::<32>(home)));
        let statement = "select org_id, opened_at, expires_at, scopes, refusal
            from door.open_key_token($1, $2, $3, make_interval(secs => $4), $5, $6, $7)";
        let row = sqlx::query(statement)
            .bind(Sha256::digest(secret).to_vec())
            .bind(key)
            .bind(Sha256::digest(&token_secret).to_vec())
            .bind(seconds(ACCESS_TOKEN_LIFE_S)?)
            .bind(wanted.map(<[String]>::to_vec))
            .bind(self.origin.network_text())
            .bind(self.origin.request_id)
            .fetch_optional(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        let Some(row) = row else {
            unless_suspended(home, &Sha256::digest(secret).into()).await?;
            return Ok(KeyExchange::Unknown);
        };
        match row.try_get::<Option<String>, _>("refusal")?.as_deref() {
            None => {}
            Some("too_many_tokens") => return Ok(KeyExchange::TooMany),
            Some(_) => return Ok(KeyExchange::WrongScope),
        }
        let (at, until): (DateTime<Utc>, DateTime<Utc>) = (row.try_get("opened_at")?, row.try_get("expires_at")?);
        // The account and the session of a key bear its own id.
        let owner = (OrgId(row.try_get("org_id")?), PersonId(key.0));
        let access_token = home.tokens.sign_for(key.to_string(), SessionId(key.0), owner, at, token_secret)?;
        Ok(KeyExchange::Opened(KeyToken {
            access_token,
            life_s: (until - at).num_seconds(),
            scopes: row.try_get("scopes")?,
        }))
    }
}

impl CrossTenant<IssuingToken> {
    /// Counts a secret that is no live key's; after too many of its network, how long to wait in seconds.
    pub async fn count_wrong_key(&self, home: &Home, secret: &str) -> Result<Option<u32>, Error> {
        wrong_key::wait_of(home, self.origin, secret).await
    }
}

impl CrossTenant<RevokingToken> {
    /// Ends a key with all its tokens, or one token of a key; false where there is nothing to end.
    pub async fn give_up(&self, shown: &str) -> Result<bool, Error> {
        let (home, secret) = match self.homes.of_bearer(shown) {
            Ok(found) => found,
            Err(error) if error.refusal() == ended::UNAUTHENTICATED => return Ok(false),
            Err(error) => return Err(error),
        };
        line_belongs_to(&home.code);
        let ended = sqlx::query_scalar("select door.revoke_key_token($1, $2, $3)")
            .bind(Sha256::digest(&secret).to_vec())
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        ended.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}
