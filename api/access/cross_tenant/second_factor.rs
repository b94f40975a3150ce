//! A second factor: asked for after the password, and seen to by whoever signed in.
use chrono::{DateTime, Utc};
use kernel::{Error, OrgId, PersonId, SessionId};
use sqlx::{Row, postgres::PgRow};
use uuid::Uuid;

use super::{AttemptId, Credential, CrossTenant, NewSession, SessionOwner, seconds, sign_in::new_id};
use crate::{
    Home, Sealed,
    outage::unavailable,
    suspension::unless_suspended,
    way_in::{
        BeginningTotp, ChecksPassword, CompletingSignIn, ConfirmingTotp, RemovingTotp, RenewingRecoveryCodes,
        SeesFactors, SigningIn,
    },
};

/// An authenticator app, by its sealed secret.
#[derive(Debug)]
pub struct Factor {
    pub totp_id: Uuid,
    pub secret: Sealed,
}

/// What a code must be checked against, and the database's time.
#[derive(Debug)]
pub struct Factors {
    /// None of whoever has passkeys alone.
    pub totp: Option<Factor>,
    pub recovery_hashes: Vec<String>,
    pub at: DateTime<Utc>,
}

/// What a code turned out to be; the database uses it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactorProof {
    /// The step of the app (RFC 6238) in which it holds.
    TotpStep(i64),
    /// The hash of a recovery code.
    RecoveryCode(String),
}

/// A sign-in whose password was right.
#[derive(Debug)]
pub struct Begun {
    pub slug: String,
    pub email: String,
    pub owner: SessionOwner,
    pub factors: Factors,
}

/// The factors of whoever holds a session: those that count, and an app that waits for its first code.
#[derive(Debug)]
pub struct OwnFactors {
    pub owner: SessionOwner,
    pub factors: Option<Factors>,
    pub begun: Option<Factor>,
    /// Of their passkeys, oldest first.
    pub credential_ids: Vec<Vec<u8>>,
    /// Whether they showed a passkey a moment ago, which stands for the password and the second factor.
    pub has_shown_passkey: bool,
    pub at: DateTime<Utc>,
}

/// An app that is being set up.
#[derive(Debug)]
pub struct NewTotp<'a> {
    pub id: Uuid,
    pub secret: &'a Sealed,
}

/// What whoever holds a session has just proved themselves by.
#[derive(Debug)]
pub struct Proven<'a> {
    /// None where a passkey that was just shown stands for the password.
    pub attempt: Option<AttemptId>,
    pub refresh_hash: [u8; 32],
    pub changed_at: DateTime<Utc>,
    pub factor: Option<&'a FactorProof>,
}

impl FactorProof {
    pub(super) fn totp_step(&self) -> Option<i64> {
        match self {
            Self::TotpStep(step) => Some(*step),
            Self::RecoveryCode(_) => None,
        }
    }

    pub(super) fn recovery_hash(&self) -> Option<&str> {
        match self {
            Self::TotpStep(_) => None,
            Self::RecoveryCode(hash) => Some(hash),
        }
    }
}

fn owner(row: &PgRow) -> Result<SessionOwner, Error> {
    Ok(SessionOwner { org_id: OrgId(row.try_get("org_id")?), person_id: PersonId(row.try_get("person_id")?) })
}

fn factor(row: &PgRow, [id, key_name, sealed]: [&str; 3]) -> Result<Option<Factor>, Error> {
    let Some(totp_id) = row.try_get::<Option<Uuid>, _>(id)? else { return Ok(None) };
    Ok(Some(Factor { totp_id, secret: Sealed { key_name: row.try_get(key_name)?, bytes: row.try_get(sealed)? } }))
}

fn factors(row: &PgRow) -> Result<Factors, Error> {
    let totp = factor(row, ["totp_id", "key_name", "sealed_secret"])?;
    Ok(Factors { totp, recovery_hashes: row.try_get("recovery_hashes")?, at: row.try_get("at")? })
}

impl CrossTenant<SigningIn> {
    /// Keeps that the password was right until the second factor is shown. False when the credential, or the factor, is gone meanwhile.
    pub async fn begin_sign_in(
        &self,
        home: &Home,
        attempt: AttemptId,
        credential: &Credential,
        secret_hash: &[u8; 32],
        life_s: i64,
    ) -> Result<bool, Error> {
        let begun =
            sqlx::query_scalar("select door.begin_sign_in($1, $2, $3, $4, $5, make_interval(secs => $6), $7, $8)")
                .bind(secret_hash.as_slice())
                .bind(attempt.0)
                .bind(credential.owner.org_id)
                .bind(credential.owner.person_id)
                .bind(credential.changed_at)
                .bind(seconds(life_s)?)
                .bind(self.origin.network_text())
                .bind(self.origin.request_id);
        begun.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}

impl CrossTenant<CompletingSignIn> {
    /// The sign-in that waits for its second factor, if it still does.
    pub async fn find_sign_in(&self, home: &Home, secret_hash: &[u8; 32]) -> Result<Option<Begun>, Error> {
        let statement = "select slug, email, org_id, person_id, totp_id, key_name, sealed_secret, recovery_hashes, at from door.find_sign_in($1)";
        let row = sqlx::query(statement)
            .bind(secret_hash.as_slice())
            .fetch_optional(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        let Some(row) = row else {
            unless_suspended(home, secret_hash).await?;
            return Ok(None);
        };
        let (owner, factors) = (owner(&row)?, factors(&row)?);
        Ok(Some(Begun { slug: row.try_get("slug")?, email: row.try_get("email")?, owner, factors }))
    }

    /// Opens the session of a sign-in, and uses that and the factor up. None when either was used meanwhile.
    pub async fn complete_sign_in(
        &self,
        home: &Home,
        secret_hash: &[u8; 32],
        proof: &FactorProof,
        new: NewSession<'_>,
    ) -> Result<Option<(SessionId, DateTime<Utc>)>, Error> {
        let id = new_id(home);
        let statement = "select opened_at from door.complete_sign_in($1, $2, $3, $4, $5, $6, make_interval(secs => $7), $8, make_interval(secs => $9), make_interval(secs => $10), $11, $12, $13, $14, $15)";
        let opened = sqlx::query_scalar(statement)
            .bind(secret_hash.as_slice())
            .bind(new.attempt.map(|attempt| attempt.0))
            .bind(proof.totp_step())
            .bind(proof.recovery_hash());
        let at: Option<DateTime<Utc>> =
            self.with_session(opened, id, &new)?.fetch_optional(&home.database.sign_in).await.map_err(unavailable)?;
        Ok(at.map(|at| (id, at)))
    }

    /// Tells a wrong code in the trail; whether the sign-in takes another one.
    pub async fn refuse_code(&self, home: &Home, secret_hash: &[u8; 32], attempt: AttemptId) -> Result<bool, Error> {
        let goes_on = sqlx::query_scalar("select door.refuse_code($1, $2, $3, $4)")
            .bind(secret_hash.as_slice())
            .bind(attempt.0)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        goes_on.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}

impl<W: SeesFactors> CrossTenant<W> {
    /// The factors of the session's owner; none where the token opens nothing any more.
    pub async fn find_own_factors(&self, home: &Home, refresh_hash: &[u8; 32]) -> Result<Option<OwnFactors>, Error> {
        let statement = "select org_id, person_id, totp_id, key_name, sealed_secret, recovery_hashes, begun_id, begun_key_name, begun_secret, at, credential_ids, has_shown_passkey from door.find_own_factors($1)";
        let row = sqlx::query(statement)
            .bind(refresh_hash.as_slice())
            .fetch_optional(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        let Some(row) = row else { return Ok(None) };
        let credential_ids: Vec<Vec<u8>> = row.try_get("credential_ids")?;
        let factors = factors(&row)?;
        Ok(Some(OwnFactors {
            owner: owner(&row)?,
            factors: (factors.totp.is_some() || !credential_ids.is_empty()).then_some(factors),
            credential_ids,
            has_shown_passkey: row.try_get("has_shown_passkey")?,
            begun: factor(&row, ["begun_id", "begun_key_name", "begun_secret"])?,
            at: row.try_get("at")?,
        }))
    }
}

impl<W: ChecksPassword> CrossTenant<W> {
    /// Keeps an app's secret as another key of the ring sealed it.
    pub async fn reseal(&self, home: &Home, totp: &Factor, sealed: &Sealed) -> Result<(), Error> {
        sqlx::query("select door.reseal_totp($1, $2, $3, $4)")
            .bind(totp.totp_id)
            .bind(&totp.secret.key_name)
            .bind(&sealed.key_name)
            .bind(&sealed.bytes)
            .execute(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        Ok(())
    }
}

impl CrossTenant<BeginningTotp> {
    /// Keeps the secret of an app that waits for its first code. False when session, token, password or factor are gone meanwhile.
    pub async fn begin_totp(&self, home: &Home, proven: Proven<'_>, new: NewTotp<'_>) -> Result<bool, Error> {
        let begun = sqlx::query_scalar("select door.begin_totp($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
            .bind(proven.attempt.map(|attempt| attempt.0))
            .bind(proven.refresh_hash.as_slice())
            .bind(proven.changed_at)
            .bind(proven.factor.and_then(FactorProof::totp_step))
            .bind(proven.factor.and_then(FactorProof::recovery_hash))
            .bind(new.id)
            .bind(&new.secret.key_name)
            .bind(&new.secret.bytes)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        begun.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}

impl CrossTenant<ConfirmingTotp> {
    /// Makes the app count, with these recovery codes. False when session, token or app are gone meanwhile.
    pub async fn confirm_totp(
        &self,
        home: &Home,
        refresh_hash: &[u8; 32],
        totp_id: Uuid,
        step: i64,
        recovery_hashes: &[String],
    ) -> Result<bool, Error> {
        let confirmed = sqlx::query_scalar("select door.confirm_totp($1, $2, $3, $4, $5, $6)")
            .bind(refresh_hash.as_slice())
            .bind(totp_id)
            .bind(step)
            .bind(recovery_hashes)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        confirmed.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}

/// What became of removing a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    Done,
    /// Session, token, password or factor are gone meanwhile.
    Gone,
    /// The organisation demands one of whoever asks.
    Demanded,
}

impl CrossTenant<RemovingTotp> {
    /// Makes the password alone enough again, unless the organisation demands a second factor.
    pub async fn remove_totp(&self, home: &Home, proven: Proven<'_>) -> Result<Removal, Error> {
        let removed = sqlx::query_scalar::<_, Option<bool>>("select door.remove_totp($1, $2, $3, $4, $5, $6, $7)")
            .bind(proven.attempt.map(|attempt| attempt.0))
            .bind(proven.refresh_hash.as_slice())
            .bind(proven.changed_at)
            .bind(proven.factor.and_then(FactorProof::totp_step))
            .bind(proven.factor.and_then(FactorProof::recovery_hash))
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        Ok(match removed.fetch_one(&home.database.sign_in).await.map_err(unavailable)? {
            Some(true) => Removal::Done,
            Some(false) => Removal::Gone,
            None => Removal::Demanded,
        })
    }
}

impl CrossTenant<RenewingRecoveryCodes> {
    /// Puts these in the place of the recovery codes of before. False when session, token, password or factor are gone meanwhile.
    pub async fn renew_recovery_codes(
        &self,
        home: &Home,
        proven: Proven<'_>,
        recovery_hashes: &[String],
    ) -> Result<bool, Error> {
        let renewed = sqlx::query_scalar("select door.renew_recovery_codes($1, $2, $3, $4, $5, $6, $7, $8)")
            .bind(proven.attempt.map(|attempt| attempt.0))
            .bind(proven.refresh_hash.as_slice())
            .bind(proven.changed_at)
            .bind(proven.factor.and_then(FactorProof::totp_step))
            .bind(proven.factor.and_then(FactorProof::recovery_hash))
            .bind(recovery_hashes)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        renewed.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}
