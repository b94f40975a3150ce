//! Signing in: find the credential, refuse or open.
use chrono::{DateTime, Utc};
use kernel::{Error, OrgId, PersonId, SessionId};
use sqlx::{
    Postgres, Row,
    postgres::{PgArguments, PgRow},
    query::QueryScalar,
};

use super::{AttemptId, CrossTenant, SessionOwner, seconds, sign_out};
use crate::{
    Home,
    home::lines_of_home,
    outage::unavailable,
    suspension::unless_organisation_suspended,
    way_in::{ChecksPassword, OpensSession, SigningIn, WayIn},
};

/// What a password must be checked against.
#[derive(Debug)]
pub struct Credential {
    pub owner: SessionOwner,
    pub password_hash: String,
    pub changed_at: DateTime<Utc>,
}

/// Whom a password must fit, and whether it will be enough.
#[derive(Debug)]
pub struct Account {
    pub credential: Credential,
    pub has_second_factor: bool,
    pub has_totp: bool,
    pub has_passkey: bool,
}

/// The try that succeeded, the hashes of the new secrets, and how long those of the session live.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// None where nothing was guessed at: of a passkey.
    pub attempt: Option<AttemptId>,
    pub access_hash: &'a [u8; 32],
    pub access_life_s: i64,
    pub refresh_hash: &'a [u8; 32],
    /// Of the secret that the browser is known again by from now on.
    pub device_hash: &'a [u8; 32],
    pub idle_limit_s: i64,
    pub lifetime_s: i64,
}

pub(super) fn new_id(home: &Home) -> SessionId {
    SessionId(uuid::Builder::from_random_bytes(home.database.chance.bytes()).into_uuid())
}

pub(super) fn credential(row: &PgRow) -> Result<Credential, Error> {
    let owner = SessionOwner { org_id: OrgId(row.try_get("org_id")?), person_id: PersonId(row.try_get("person_id")?) };
    Ok(Credential { owner, password_hash: row.try_get("password_hash")?, changed_at: row.try_get("changed_at")? })
}

impl<W: ChecksPassword> CrossTenant<W> {
    /// Tells a failed try in the trail; a stranger's takes as long and leaves nothing.
    pub async fn refuse(&self, home: &Home, attempt: AttemptId, owner: Option<SessionOwner>) -> Result<(), Error> {
        sqlx::query("select door.refuse_attempt($1, $2, $3, $4, $5)")
            .bind(attempt.0)
            .bind(owner.map(|owner| owner.org_id))
            .bind(owner.map(|owner| owner.person_id))
            .bind(self.origin.network_text())
            .bind(self.origin.request_id)
            .execute(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        Ok(())
    }
}

impl<W: WayIn> CrossTenant<W> {
    /// Tells whoever proved who they are that their organisation is suspended, where it is.
    pub async fn unless_suspended(&self, home: &Home, owner: SessionOwner) -> Result<(), Error> {
        unless_organisation_suspended(home, owner.org_id).await
    }
}

impl CrossTenant<SigningIn> {
    /// The account of this name, if there is one.
    pub async fn find_account(&self, home: &Home, slug: &str, email: &str) -> Result<Option<Account>, Error> {
        let statement = "select org_id, person_id, password_hash, changed_at, has_second_factor, has_totp, has_passkey from door.find_credential($1, $2)";
        let row = sqlx::query(statement)
            .bind(slug)
            .bind(email)
            .fetch_optional(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Account {
            credential: credential(&row)?,
            has_second_factor: row.try_get("has_second_factor")?,
            has_totp: row.try_get("has_totp")?,
            has_passkey: row.try_get("has_passkey")?,
        }))
    }

    /// Opens a session by the password alone; says its id and since when it lives. None when the credential changed meanwhile, or is not enough.
    pub async fn open_session(
        &self,
        home: &Home,
        credential: &Credential,
        new: NewSession<'_>,
    ) -> Result<Option<(SessionId, DateTime<Utc>)>, Error> {
        let id = new_id(home);
        let statement = "select door.open_session($1, $2, $3, $4, $5, $6, make_interval(secs => $7), $8, make_interval(secs => $9), make_interval(secs => $10), $11, $12, $13, $14, $15)";
        let opened = sqlx::query_scalar(statement)
            .bind(new.attempt.map(|attempt| attempt.0))
            .bind(credential.owner.org_id)
            .bind(credential.owner.person_id)
            .bind(credential.changed_at);
        let at: Option<DateTime<Utc>> =
            self.with_session(opened, id, &new)?.fetch_one(&home.database.sign_in).await.map_err(unavailable)?;
        Ok(at.map(|at| (id, at)))
    }

    /// Keeps the same password as another hash.
    pub async fn rehash(&self, home: &Home, credential: &Credential, password_hash: &str) -> Result<(), Error> {
        sqlx::query("select door.rehash_password($1, $2, $3, $4)")
            .bind(credential.owner.org_id)
            .bind(credential.owner.person_id)
            .bind(credential.changed_at)
            .bind(password_hash)
            .execute(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        Ok(())
    }
}

impl<W: OpensSession> CrossTenant<W> {
    /// Binds what every function that opens a session is told of it, behind what it asks for itself.
    pub(super) fn with_session<'q, O>(
        &'q self,
        query: QueryScalar<'q, Postgres, O, PgArguments>,
        id: SessionId,
        new: &'q NewSession<'_>,
    ) -> Result<QueryScalar<'q, Postgres, O, PgArguments>, Error> {
        Ok(query
            .bind(id)
            .bind(new.access_hash.as_slice())
            .bind(seconds(new.access_life_s)?)
            .bind(new.refresh_hash.as_slice())
            .bind(seconds(new.idle_limit_s)?)
            .bind(seconds(new.lifetime_s)?)
            .bind(self.origin.network_text())
            .bind(self.device.as_deref())
            .bind(self.origin.request_id)
            .bind(self.device_hash())
            .bind(new.device_hash.as_slice()))
    }

    /// The refresh token that the browser still holds from an earlier sign-in.
    pub fn refresh_token_before(&self) -> Option<&str> {
        self.refresh_token.as_deref()
    }

    /// Ends the session that the browser held before, for a new one takes its place. One of another home ends beside the request:
    /// it speaks to its own home alone, and does not wait for one that may be out of reach.
    pub async fn end_session_before(&self, home: &Home, before: &str, refresh_hash: [u8; 32]) -> Result<(), Error> {
        if home.code.has_minted(before) {
            self.sign_out_of(home, &refresh_hash).await?;
        } else if let Ok(Some(other)) = self.homes.of_secret(before) {
            let (homes, code, origin) = (self.homes.clone(), other.code.clone(), self.origin);
            actix_web::rt::spawn(lines_of_home(code.clone(), async move {
                let Some(other) = homes.find(code.as_str()) else { return };
                if let Err(error) = sign_out(other, origin, &refresh_hash).await {
                    tracing::warn!(%error, "the session that a browser held before lives on until it is idle too long");
                }
            }));
        }
        Ok(())
    }
}
