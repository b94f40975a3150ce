//! Passkeys of operators: whoever is signed in sees to their own, and one alone signs somebody in.
use std::{
    future::{Ready, ready},
    marker::PhantomData,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::{DateTime, Utc};
use kernel::{Error, PasskeyId, SessionId};
use serde_json::Value;
use sqlx::Row;
use uuid::Uuid;

use super::{
    Operator, OperatorEntrance, OperatorSession, SigningInAsOperator,
    entrance::seconds,
    permit::{ShownCookie, refused},
};
use crate::{Challenge, NewPasskey, OwnPasskey, PasskeyAdded, PasskeyKey, PasskeyUse, outage::unavailable};

/// How recent the sign-in of an operator is who changes how they sign in.
pub const OWN_FACTORS_WITHIN_S: u32 = 300;

/// What an operator does about how they sign in.
pub trait OwnFactorAct: 'static {
    /// The event that it leaves.
    const EVENT: Option<&'static str>;
}

/// Nothing counts yet.
#[derive(Debug)]
pub enum BeginningOperatorPasskey {}
/// It counts from then on.
#[derive(Debug)]
pub enum AddingOperatorPasskey {}
/// It opens nothing any more.
#[derive(Debug)]
pub enum RemovingOperatorPasskey {}

impl OwnFactorAct for BeginningOperatorPasskey {
    const EVENT: Option<&'static str> = None;
}

impl OwnFactorAct for AddingOperatorPasskey {
    const EVENT: Option<&'static str> = Some("operator_passkey.added");
}

impl OwnFactorAct for RemovingOperatorPasskey {
    const EVENT: Option<&'static str> = Some("operator_passkey.removed");
}

/// The account of the operator who is signed in, whatever their role, to do `A`; the directory asks for a sign-in of a few minutes ago.
pub struct OwnOperatorAccount<A> {
    cookie: ShownCookie,
    act: PhantomData<fn() -> A>,
}

/// Whose a passkey is, its key, and the directory's time.
pub struct OperatorsPasskey {
    pub key: PasskeyKey,
    pub operator_id: Uuid,
    pub changed_at: DateTime<Utc>,
    pub at: DateTime<Utc>,
}

/// A sign-in by a passkey that was rightly shown.
#[derive(Clone, Copy)]
pub struct OperatorPasskeySignIn<'a> {
    pub used: PasskeyUse,
    pub changed_at: DateTime<Utc>,
    pub challenge_hash: &'a [u8; 32],
    pub challenge_expires_at: DateTime<Utc>,
}

/// The session that a passkey opens.
pub struct NewPasskeySession<'a> {
    /// The try that the password began, if one did.
    pub attempt: Option<Uuid>,
    pub hash: &'a [u8; 32],
    pub idle_limit_s: i64,
    pub lifetime_s: i64,
}

impl OperatorSession {
    /// The caller's passkeys, oldest first.
    pub async fn passkeys(&self) -> Result<Vec<OwnPasskey>, Error> {
        let mut work = self.0.open::<()>("begin read only", None, None).await?;
        let statement =
            "select id, name, created_at, last_used_at, is_backed_up, transports from platform.own_passkeys()";
        let own = sqlx::query_as(statement).fetch_all(work.connection()).await?;
        drop(work);
        self.0.touch().await?;
        Ok(own)
    }
}

impl<A> OwnOperatorAccount<A> {
    /// The directory's keys, and its chance.
    pub fn platform(&self) -> &super::Platform {
        self.cookie.platform()
    }
}

impl OwnOperatorAccount<BeginningOperatorPasskey> {
    /// Who it is, and which passkeys they have.
    pub async fn holder(&self) -> Result<(Operator, Vec<Vec<u8>>), Error> {
        let mut work = self.cookie.open::<()>("begin read only", None, None).await?;
        let known = sqlx::query_scalar("select credential_id from platform.own_passkeys()");
        let known = known.fetch_all(work.connection()).await?;
        Ok((work.operator().clone(), known))
    }

    /// Asks them to make one; false when they have ten.
    pub async fn begin_passkey(&self, challenge: &Challenge) -> Result<bool, Error> {
        let mut work = self.cookie.open::<()>("begin read write", None, None).await?;
        let begun = sqlx::query_scalar("select platform.begin_passkey($1, $2)").bind(challenge.id);
        let begun = begun.bind(&challenge.state).fetch_one(work.connection()).await.map_err(too_old)?;
        work.keep().await?;
        Ok(begun)
    }
}

impl OwnOperatorAccount<AddingOperatorPasskey> {
    /// Who it is, and what they were asked, while it can be answered.
    pub async fn challenge(&self) -> Result<(Operator, Option<Challenge>), Error> {
        let mut work = self.cookie.open::<()>("begin read only", None, None).await?;
        let asked = sqlx::query("select challenge_id, state from platform.find_challenge()");
        let Some(row) = asked.fetch_optional(work.connection()).await? else {
            return Ok((work.operator().clone(), None));
        };
        let challenge = Challenge { id: row.try_get("challenge_id")?, state: row.try_get("state")? };
        Ok((work.operator().clone(), Some(challenge)))
    }

    /// The passkey counts from now on.
    pub async fn add_passkey(&self, new: NewPasskey<'_>) -> Result<PasskeyAdded, Error> {
        let mut work = self.cookie.open::<()>("begin read write", None, None).await?;
        let added = sqlx::query_scalar("select platform.add_passkey($1, $2, $3, $4, $5, $6, $7, $8, $9)")
            .bind(new.challenge)
            .bind(new.id)
            .bind(new.credential_id)
            .bind(new.user_handle)
            .bind(new.credential)
            .bind(new.counter)
            .bind(new.is_backed_up)
            .bind(new.transports)
            .bind(new.name);
        let added = added.fetch_one(work.connection()).await.map_err(too_old)?;
        work.keep().await?;
        Ok(added)
    }
}

impl OwnOperatorAccount<RemovingOperatorPasskey> {
    /// It opens nothing any more; false when it is none of the caller's.
    pub async fn remove_passkey(&self, id: PasskeyId) -> Result<bool, Error> {
        let mut work = self.cookie.open::<()>("begin read write", None, None).await?;
        let removed = sqlx::query_scalar("select platform.remove_passkey($1)").bind(id);
        let removed = removed.fetch_one(work.connection()).await.map_err(too_old)?;
        work.keep().await?;
        Ok(removed)
    }
}

impl<W> OperatorEntrance<W> {
    /// The directory's time, for a challenge that is kept nowhere before it is answered.
    pub async fn asks_at(&self) -> Result<DateTime<Utc>, Error> {
        let at = sqlx::query_scalar("select platform.begin_passkey_sign_in()");
        at.fetch_one(&self.platform.sign_in).await.map_err(unavailable)
    }
}

impl OperatorEntrance<SigningInAsOperator> {
    /// Whose passkey it is; none of one that opens nothing.
    pub async fn find_passkey(&self, id: &[u8], handle: Option<&[u8]>) -> Result<Option<OperatorsPasskey>, Error> {
        let statement = "select passkey_id, credential, counter, is_backed_up, operator_id, changed_at, at from platform.find_passkey($1, $2)";
        let found = sqlx::query(statement).bind(id).bind(handle).fetch_optional(&self.platform.sign_in).await;
        let Some(row) = found.map_err(unavailable)? else { return Ok(None) };
        let key = PasskeyKey {
            id: row.try_get("passkey_id")?,
            credential: row.try_get::<Value, _>("credential")?,
            counter: row.try_get("counter")?,
            is_backed_up: row.try_get("is_backed_up")?,
        };
        let (operator_id, changed_at) = (row.try_get("operator_id")?, row.try_get("changed_at")?);
        Ok(Some(OperatorsPasskey { key, operator_id, changed_at, at: row.try_get("at")? }))
    }

    /// Opens the session of whoever showed it. False when it, its challenge or a factor is gone or used meanwhile.
    pub async fn open_with_passkey(
        &self,
        shown: OperatorPasskeySignIn<'_>,
        new: NewPasskeySession<'_>,
    ) -> Result<bool, Error> {
        let id = SessionId(uuid::Builder::from_random_bytes(self.platform.chance.bytes()).into_uuid());
        let statement = "select platform.open_session_with_passkey($1, $2, $3, $4, $5, $6, $7, $8, $9, make_interval(secs => $10), make_interval(secs => $11), $12, $13, $14)";
        let opened: Option<DateTime<Utc>> = sqlx::query_scalar(statement)
            .bind(new.attempt)
            .bind(shown.used.id)
            .bind(shown.used.counter)
            .bind(shown.used.is_backed_up)
            .bind(shown.changed_at)
            .bind(shown.challenge_hash.as_slice())
            .bind(shown.challenge_expires_at)
            .bind(id)
            .bind(new.hash.as_slice())
            .bind(seconds(new.idle_limit_s)?)
            .bind(seconds(new.lifetime_s)?)
            .bind(self.origin.network_text())
            .bind(self.device.as_deref())
            .bind(self.origin.request_id)
            .fetch_one(&self.platform.sign_in)
            .await
            .map_err(unavailable)?;
        if opened.is_some() {
            self.replaces().await?;
        }
        Ok(opened.is_some())
    }

    /// Its device has counted back: its operator is told.
    pub async fn suspect_passkey(
        &self,
        id: PasskeyId,
        hash: &[u8; 32],
        expires_at: DateTime<Utc>,
    ) -> Result<(), Error> {
        sqlx::query("select platform.suspect_passkey($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(hash.as_slice())
            .bind(expires_at)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id)
            .execute(&self.platform.sign_in)
            .await
            .map_err(unavailable)?;
        Ok(())
    }
}

fn too_old(error: sqlx::Error) -> Error {
    refused(error, None, Some(OWN_FACTORS_WITHIN_S))
}

impl<A: OwnFactorAct> FromRequest for OwnOperatorAccount<A> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(ShownCookie::of(request).map(|cookie| Self { cookie, act: PhantomData }))
    }
}
