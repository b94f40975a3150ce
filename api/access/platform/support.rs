//! Being let in for support: the directory seals what an operator asks, opens and gives back, and the organisation's home does it.
use chrono::{DateTime, Utc};
use kernel::{Error, OrgId, PersonId, SessionId, ended};
use sha2::{Digest, Sha256};
use sqlx::{Row, error::DatabaseError};
use uuid::Uuid;

use super::{Platform, permit::PlatformWork};
use crate::{HomeCode, home::Home, outage::unavailable, support};

/// Whom an access token names that is an operator's.
const CLIENT: &str = "countersign-support";

/// Of whom a word about support is, and where it is to be done.
#[derive(Debug, Clone)]
pub struct SupportWord {
    pub access_id: Uuid,
    pub org_id: OrgId,
    pub home: String,
    pub operator_id: Uuid,
    pub seal: Vec<u8>,
}

/// What an operator asks an organisation for.
#[derive(Debug, Clone)]
pub struct SupportWish {
    pub word: SupportWord,
    pub operator_name: String,
    pub operator_email: String,
    pub minutes: i32,
    pub ticket: Option<String>,
    pub reason: String,
}

/// What an organisation does not let happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SupportRefused {
    /// One of this operator waits there, or is open.
    Live,
    /// Nobody reads a suspended organisation.
    Suspended,
    /// It is not agreed to, or over.
    NotOpen,
}

/// What a home says of an access that was asked for.
#[derive(Debug, Clone)]
pub struct SupportGlance {
    pub state: String,
    pub expires_at: DateTime<Utc>,
    pub open_by: Option<DateTime<Utc>>,
    pub opened_at: Option<DateTime<Utc>>,
    pub closes_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_because: Option<String>,
    pub decision_reason: Option<String>,
    pub reads: i32,
}

/// A secret that was drawn, and what the directory seals of it.
pub struct SupportSecret {
    secret: String,
    pub hash: Vec<u8>,
}

/// An open access, and what it is read with.
#[derive(Debug)]
pub struct SupportOpened {
    pub closes_at: DateTime<Utc>,
    pub access_token: String,
    pub token_expires_at: DateTime<Utc>,
    pub home: HomeCode,
    pub organisation: String,
    pub name: String,
    pub permissions: Vec<String>,
}

impl<P> PlatformWork<'_, P> {
    /// Draws what is shown to read in the home of this code.
    pub fn support_secret(&self, platform: &Platform, home: &str) -> Result<SupportSecret, Error> {
        let secret = support::mint(self.reached(home)?, &platform.chance);
        Ok(SupportSecret { hash: Sha256::digest(&secret).to_vec(), secret })
    }

    /// Puts the wish before the organisation; says until when it waits. Done twice it is done once.
    pub async fn asks_for_support(&self, wish: &SupportWish) -> Result<Result<DateTime<Utc>, SupportRefused>, Error> {
        let SupportWish { word, operator_name, operator_email, minutes, ticket, reason } = wish;
        let asked: Result<Option<DateTime<Utc>>, _> =
            sqlx::query_scalar("select door.ask_support($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
                .bind(word.access_id)
                .bind(word.org_id)
                .bind(word.operator_id)
                .bind(operator_name)
                .bind(operator_email)
                .bind(minutes)
                .bind(ticket)
                .bind(reason)
                .bind(&word.seal)
                .bind(self.origin().request_id)
                .fetch_one(&self.reached(&word.home)?.database.operator)
                .await;
        match asked {
            Ok(waits) => Ok(Ok(waits.ok_or_else(Error::not_found)?)),
            Err(error) => refused(error).map(Err),
        }
    }

    /// Opens it, or goes on in it, by this secret.
    pub async fn opens_support(
        &self,
        word: &SupportWord,
        secret: SupportSecret,
    ) -> Result<Result<SupportOpened, SupportRefused>, Error> {
        let home = self.reached(&word.home)?;
        let statement = "select closes_at, secret_expires_at, at, slug, organisation, permissions
            from door.open_support($1, $2, $3, $4, $5, $6)";
        let row = sqlx::query(statement)
            .bind(word.access_id)
            .bind(word.org_id)
            .bind(word.operator_id)
            .bind(&secret.hash)
            .bind(&word.seal)
            .bind(self.origin().request_id)
            .fetch_optional(&home.database.operator)
            .await;
        let row = match row {
            Ok(row) => row.ok_or_else(Error::not_found)?,
            Err(error) => return refused(error).map(Err),
        };
        let (Some(closes_at), Some(at)) = (row.try_get("closes_at")?, row.try_get("at")?) else {
            return Ok(Err(SupportRefused::NotOpen));
        };
        let (session, owner) = (SessionId(word.access_id), (word.org_id, PersonId(word.access_id)));
        Ok(Ok(SupportOpened {
            closes_at,
            access_token: home.tokens.sign_for(CLIENT.to_owned(), session, owner, at, secret.secret)?,
            token_expires_at: row.try_get("secret_expires_at")?,
            home: home.code.clone(),
            organisation: row.try_get("slug")?,
            name: row.try_get("organisation")?,
            permissions: row.try_get("permissions")?,
        }))
    }

    /// Gives it back; whatever it was before, it opens nothing any more.
    pub async fn leaves_support(&self, word: &SupportWord) -> Result<(), Error> {
        sqlx::query("select door.leave_support($1, $2, $3, $4, $5)")
            .bind(word.access_id)
            .bind(word.org_id)
            .bind(word.operator_id)
            .bind(&word.seal)
            .bind(self.origin().request_id)
            .execute(&self.reached(&word.home)?.database.operator)
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    /// How what was asked for stands in a home, by its id; none where that is not reached from here.
    pub async fn support_glance(&self, home: &str, of: &[(OrgId, Uuid)]) -> Option<Vec<(Uuid, SupportGlance)>> {
        match at_a_glance(self.reached(home).ok()?, of).await {
            Ok(found) => Some(found),
            Err(error) => {
                tracing::warn!(%error, %home, "a home does not say how support stands");
                None
            }
        }
    }

    pub(super) fn reached(&self, home: &str) -> Result<&Home, Error> {
        Ok(self.homes().find(home).filter(|home| home.is_open()).ok_or(ended::UNAVAILABLE)?)
    }
}

async fn at_a_glance(home: &Home, of: &[(OrgId, Uuid)]) -> Result<Vec<(Uuid, SupportGlance)>, Error> {
    let statement = "select access_id, state, expires_at, open_by, opened_at, closes_at, ended_at, ended_because, decision_reason, reads
        from door.supports_at_a_glance($1, $2)";
    let orgs: Vec<Uuid> = of.iter().map(|(org, _)| Uuid::from(*org)).collect();
    let accesses: Vec<Uuid> = of.iter().map(|(_, access)| *access).collect();
    let rows = sqlx::query(statement).bind(orgs).bind(accesses).fetch_all(&home.database.operator).await;
    let shown = rows.map_err(unavailable)?;
    let shown = shown.iter().map(|row| {
        let glance = SupportGlance {
            state: row.try_get("state")?,
            expires_at: row.try_get("expires_at")?,
            open_by: row.try_get("open_by")?,
            opened_at: row.try_get("opened_at")?,
            closes_at: row.try_get("closes_at")?,
            ended_at: row.try_get("ended_at")?,
            ended_because: row.try_get("ended_because")?,
            decision_reason: row.try_get("decision_reason")?,
            reads: row.try_get("reads")?,
        };
        Ok((row.try_get("access_id")?, glance))
    });
    shown.collect()
}

fn refused(error: sqlx::Error) -> Result<SupportRefused, Error> {
    match error.as_database_error().and_then(DatabaseError::constraint) {
        Some("support_access_live") => Ok(SupportRefused::Live),
        Some("support_access_suspended") => Ok(SupportRefused::Suspended),
        _ => Err(unavailable(error)),
    }
}
