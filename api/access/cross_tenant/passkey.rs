//! A passkey: it opens a session by itself, and stands for the password and the second factor within one.
use chrono::{DateTime, Utc};
use kernel::{Error, Name, OrgId, PasskeyId, PersonId, SessionId, ended};
use serde_json::Value;
use sqlx::Row;
use uuid::Uuid;

use super::{CrossTenant, NewSession, Proven, SessionOwner, second_factor::FactorProof, sign_in::new_id};
use crate::{
    Home,
    outage::unavailable,
    way_in::{
        AddingPasskey, BeginningPasskey, BeginningPasskeySignIn, BeginningStepUp, ChecksPasskey, OpensWithPasskey,
        ProvesHolder, Reauthenticating, RemovingPasskey,
    },
};

/// What an answer is checked against.
#[derive(Debug)]
pub struct PasskeyKey {
    pub id: PasskeyId,
    /// The public key, as the room that checks it wrote it down.
    pub credential: Value,
    pub counter: i64,
    pub is_backed_up: bool,
}

/// Whose a passkey is, its key, and the database's time.
#[derive(Debug)]
pub struct KeptPasskey {
    pub key: PasskeyKey,
    pub owner: SessionOwner,
    pub slug: String,
    pub email: String,
    pub changed_at: DateTime<Utc>,
    pub at: DateTime<Utc>,
}

/// A passkey that was rightly shown; the database notes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasskeyUse {
    pub id: PasskeyId,
    /// How often its device says that it has signed.
    pub counter: i64,
    pub is_backed_up: bool,
}

/// What an answer is.
#[derive(Debug, PartialEq, Eq)]
pub enum Judged {
    Right(PasskeyUse),
    Wrong,
    /// Rightly signed by a device that has counted back: another may hold the same key.
    MayBeCopied,
}

/// A sign-in by a passkey that was rightly shown.
#[derive(Debug, Clone, Copy)]
pub struct PasskeySignIn<'a> {
    pub used: PasskeyUse,
    pub changed_at: DateTime<Utc>,
    pub challenge_hash: &'a [u8; 32],
    pub challenge_expires_at: DateTime<Utc>,
    pub account_hash: &'a [u8; 32],
    /// The sign-in that the password began, if one did.
    pub sign_in_hash: Option<&'a [u8; 32]>,
}

/// Where a passkey was shown that may have been copied, and by which challenge.
#[derive(Debug, Clone, Copy)]
pub enum SuspectedAt<'a> {
    SignIn {
        hash: &'a [u8; 32],
        expires_at: DateTime<Utc>,
    },
    /// Within a session.
    StepUp(Uuid),
}

/// What a session is asked to sign.
#[derive(Debug)]
pub struct Challenge {
    pub id: Uuid,
    pub state: Value,
}

/// Why a session is asked to sign something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChallengePurpose {
    Register,
    StepUp,
}

/// A passkey that its owner adds.
#[derive(Debug, Clone, Copy)]
pub struct NewPasskey<'a> {
    pub id: PasskeyId,
    pub challenge: Uuid,
    pub credential_id: &'a [u8],
    pub user_handle: &'a [u8],
    pub credential: &'a Value,
    pub counter: i64,
    pub is_backed_up: bool,
    pub transports: &'a [String],
    pub name: &'a Name,
    /// Of the recovery codes that come with the first factor.
    pub recovery_hashes: &'a [String],
}

/// What became of asking for a passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasskeyBegun {
    Begun,
    /// Session, token, password or factor are gone meanwhile.
    Gone,
    /// There are as many as one may have.
    TooMany,
}

/// What became of adding one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum PasskeyAdded {
    /// It is the first factor: its owner is told recovery codes.
    First,
    Added,
    /// Session, challenge, or the factor beside which it came without recovery codes are gone meanwhile.
    Gone,
    /// It is somebody's already.
    Taken,
    /// There are as many as one may have.
    TooMany,
}

/// What became of removing one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum PasskeyRemoval {
    Removed,
    /// Session, token, password or factor are gone meanwhile.
    Gone,
    /// It is none of the caller's.
    Unknown,
    /// It is the last factor, and the organisation demands one.
    Kept,
}

impl ChallengePurpose {
    fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::StepUp => "step_up",
        }
    }
}

impl CrossTenant<BeginningPasskeySignIn> {
    /// Where everybody is asked, whoever they are: any home that answers, and its time.
    pub async fn asks_at(&self) -> Result<(&Home, DateTime<Utc>), Error> {
        let home = self.homes.iter().find(|home| home.is_open()).ok_or(ended::UNAVAILABLE)?;
        let at = sqlx::query_scalar("select door.begin_passkey_sign_in()");
        Ok((home, at.fetch_one(&home.database.sign_in).await.map_err(unavailable)?))
    }
}

impl<W: ChecksPasskey> CrossTenant<W> {
    /// The home that asked, if it is one of ours: its key alone is needed, so that it may be another than the account's, and out of reach.
    pub fn asked_by(&self, challenge: &str) -> Option<&Home> {
        challenge.split_once('_').and_then(|(code, _)| self.homes.find(code))
    }

    /// The passkey of this credential, and of whom the device was told that it is, if it said so.
    pub async fn find_passkey(
        &self,
        home: &Home,
        credential_id: &[u8],
        user_handle: Option<&[u8]>,
    ) -> Result<Option<KeptPasskey>, Error> {
        let statement = "select passkey_id, credential, counter, is_backed_up, org_id, person_id, slug, email, changed_at, at from door.find_passkey($1, $2)";
        let row = sqlx::query(statement)
            .bind(credential_id)
            .bind(user_handle)
            .fetch_optional(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        let Some(row) = row else { return Ok(None) };
        let owner =
            SessionOwner { org_id: OrgId(row.try_get("org_id")?), person_id: PersonId(row.try_get("person_id")?) };
        let key = PasskeyKey {
            id: row.try_get("passkey_id")?,
            credential: row.try_get("credential")?,
            counter: row.try_get("counter")?,
            is_backed_up: row.try_get("is_backed_up")?,
        };
        Ok(Some(KeptPasskey {
            key,
            owner,
            slug: row.try_get("slug")?,
            email: row.try_get("email")?,
            changed_at: row.try_get("changed_at")?,
            at: row.try_get("at")?,
        }))
    }

    /// Tells in the trail, and its person, that a passkey may have been copied: once an hour at most, and what it was asked is used up.
    pub async fn suspect_passkey(&self, home: &Home, id: PasskeyId, at: SuspectedAt<'_>) -> Result<(), Error> {
        let (hash, expires_at, step_up) = match at {
            SuspectedAt::SignIn { hash, expires_at } => (Some(hash.as_slice()), Some(expires_at), None),
            SuspectedAt::StepUp(id) => (None, None, Some(id)),
        };
        sqlx::query("select door.suspect_passkey($1, $2, $3, $4, $5, $6)")
            .bind(id)
            .bind(hash)
            .bind(expires_at)
            .bind(step_up)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id)
            .execute(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        Ok(())
    }
}

impl<W: OpensWithPasskey> CrossTenant<W> {
    /// Opens the session, and uses the challenge up, with the sign-in that was begun. None when either was used, or the passkey is gone, meanwhile.
    pub async fn open_session_with_passkey(
        &self,
        home: &Home,
        sign_in: PasskeySignIn<'_>,
        new: NewSession<'_>,
    ) -> Result<Option<(SessionId, DateTime<Utc>)>, Error> {
        let id = new_id(home);
        let statement = "select door.open_session_with_passkey($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, make_interval(secs => $11), $12, make_interval(secs => $13), make_interval(secs => $14), $15, $16, $17, $18, $19)";
        let opened = sqlx::query_scalar(statement)
            .bind(sign_in.used.id)
            .bind(sign_in.used.counter)
            .bind(sign_in.used.is_backed_up)
            .bind(sign_in.changed_at)
            .bind(sign_in.challenge_hash.as_slice())
            .bind(sign_in.challenge_expires_at)
            .bind(sign_in.account_hash.as_slice())
            .bind(sign_in.sign_in_hash.map(<[u8; 32]>::as_slice));
        let at: Option<DateTime<Utc>> =
            self.with_session(opened, id, &new)?.fetch_one(&home.database.sign_in).await.map_err(unavailable)?;
        Ok(at.map(|at| (id, at)))
    }
}

impl<W: ProvesHolder> CrossTenant<W> {
    /// What the session was asked to sign, while it can be answered.
    pub async fn find_passkey_challenge(
        &self,
        home: &Home,
        refresh_hash: &[u8; 32],
        purpose: ChallengePurpose,
    ) -> Result<Option<Challenge>, Error> {
        let row = sqlx::query("select challenge_id, state from door.find_passkey_challenge($1, $2)")
            .bind(refresh_hash.as_slice())
            .bind(purpose.code())
            .fetch_optional(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Challenge { id: row.try_get("challenge_id")?, state: row.try_get("state")? }))
    }
}

impl CrossTenant<BeginningPasskey> {
    /// Keeps what whoever proved who they are is asked to sign with a new passkey.
    pub async fn begin_passkey(
        &self,
        home: &Home,
        proven: Proven<'_>,
        challenge: &Challenge,
    ) -> Result<PasskeyBegun, Error> {
        let statement = "select door.begin_passkey($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let begun = sqlx::query_scalar::<_, Option<bool>>(statement)
            .bind(proven.attempt.map(|attempt| attempt.0))
            .bind(proven.refresh_hash.as_slice())
            .bind(proven.changed_at)
            .bind(proven.factor.and_then(FactorProof::totp_step))
            .bind(proven.factor.and_then(FactorProof::recovery_hash))
            .bind(challenge.id)
            .bind(&challenge.state)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        Ok(match begun.fetch_one(&home.database.sign_in).await.map_err(unavailable)? {
            Some(true) => PasskeyBegun::Begun,
            Some(false) => PasskeyBegun::Gone,
            None => PasskeyBegun::TooMany,
        })
    }
}

impl CrossTenant<AddingPasskey> {
    /// Makes a passkey count.
    pub async fn add_passkey(
        &self,
        home: &Home,
        refresh_hash: &[u8; 32],
        new: NewPasskey<'_>,
    ) -> Result<PasskeyAdded, Error> {
        let statement = "select door.add_passkey($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        let added = sqlx::query_scalar(statement)
            .bind(refresh_hash.as_slice())
            .bind(new.challenge)
            .bind(new.id)
            .bind(new.credential_id)
            .bind(new.user_handle)
            .bind(new.credential)
            .bind(new.counter)
            .bind(new.is_backed_up)
            .bind(new.transports)
            .bind(new.name)
            .bind(new.recovery_hashes)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        added.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}

impl CrossTenant<RemovingPasskey> {
    /// Makes a passkey open nothing any more.
    pub async fn remove_passkey(
        &self,
        home: &Home,
        proven: Proven<'_>,
        id: PasskeyId,
    ) -> Result<PasskeyRemoval, Error> {
        let removed = sqlx::query_scalar("select door.remove_passkey($1, $2, $3, $4, $5, $6, $7, $8)")
            .bind(proven.attempt.map(|attempt| attempt.0))
            .bind(proven.refresh_hash.as_slice())
            .bind(proven.changed_at)
            .bind(proven.factor.and_then(FactorProof::totp_step))
            .bind(proven.factor.and_then(FactorProof::recovery_hash))
            .bind(id)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        removed.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}

impl CrossTenant<BeginningStepUp> {
    /// Keeps what the session is asked to sign. False when it has ended, or its token has a successor.
    pub async fn begin_step_up(
        &self,
        home: &Home,
        refresh_hash: &[u8; 32],
        challenge: &Challenge,
    ) -> Result<bool, Error> {
        let begun = sqlx::query_scalar("select door.begin_step_up($1, $2, $3)")
            .bind(refresh_hash.as_slice())
            .bind(challenge.id)
            .bind(&challenge.state);
        begun.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}

impl CrossTenant<Reauthenticating> {
    /// Notes that whoever signed in has shown a passkey; the access tokens of before open nothing any more. False when session, token, challenge or
    /// passkey are gone meanwhile.
    pub async fn reauthenticate_with_passkey(
        &self,
        home: &Home,
        refresh_hash: &[u8; 32],
        challenge: Uuid,
        used: PasskeyUse,
    ) -> Result<bool, Error> {
        let noted = sqlx::query_scalar("select door.reauthenticate_with_passkey($1, $2, $3, $4, $5, $6, $7)")
            .bind(refresh_hash.as_slice())
            .bind(challenge)
            .bind(used.id)
            .bind(used.counter)
            .bind(used.is_backed_up)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        noted.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}
