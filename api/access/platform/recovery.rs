//! Bringing back the last owner of an organisation: the directory seals what an operator begins, stops and completes, and the organisation's home does it.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use kernel::{Error, MailId, OrgId};
use sha2::{Digest, Sha256};
use sqlx::{Row, error::DatabaseError};
use uuid::Uuid;

use super::permit::PlatformWork;
use crate::{mail, outage::unavailable};

/// Of whom a word about a recovery is, and where it is to be done.
#[derive(Debug, Clone)]
pub struct RecoveryWord {
    pub recovery_id: Uuid,
    pub org_id: OrgId,
    pub home: String,
    pub operator_id: Uuid,
    pub seal: Vec<u8>,
}

/// Whom an operator brings back, and what everybody of the organisation is told of it.
#[derive(Debug, Clone)]
pub struct RecoveryWish {
    pub word: RecoveryWord,
    pub operator_name: String,
    pub operator_email: String,
    pub owner_email: String,
    pub domain: String,
    pub reason: String,
    pub ticket: Option<String>,
    pub delay_hours: i32,
}

/// What a home says of a recovery that was carried out.
#[derive(Debug, Clone)]
pub struct RecoveryGlance {
    pub state: String,
    pub takes_effect_at: DateTime<Utc>,
    pub lapses_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_because: Option<String>,
}

impl<P> PlatformWork<'_, P> {
    /// Begins the delay in the organisation's home, and tells everybody there; from when on it may be completed, or none where the address is not of the last
    /// owner with a second factor. Done twice it is done once.
    pub async fn begins_recovery(&self, wish: &RecoveryWish) -> Result<Option<DateTime<Utc>>, Error> {
        let RecoveryWish { word, operator_name, operator_email, owner_email, domain, reason, ticket, delay_hours } =
            wish;
        let home = self.reached(&word.home)?;
        let chance = &home.database.chance;
        let secret = home.code.mint(&URL_SAFE_NO_PAD.encode(chance.bytes::<32>()));
        let mail = MailId(chance.id(self.now(), 0));
        let sealed = mail::seal(&home.seals, chance, mail, &secret)?;
        let statement =
            "select door.begin_owner_recovery($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
        let begun: Result<Option<DateTime<Utc>>, _> = sqlx::query_scalar(statement)
            .bind(word.recovery_id)
            .bind(word.org_id)
            .bind(word.operator_id)
            .bind(operator_name)
            .bind(operator_email)
            .bind(owner_email)
            .bind(domain)
            .bind(reason)
            .bind(ticket)
            .bind(delay_hours)
            .bind(Sha256::digest(&secret).as_slice())
            .bind(mail)
            .bind(&sealed.key_name)
            .bind(&sealed.bytes)
            .bind(&word.seal)
            .bind(self.origin().request_id)
            .fetch_one(&home.database.operator)
            .await;
        match begun {
            Ok(takes_effect_at) => takes_effect_at.ok_or_else(Error::not_found).map(Some),
            Err(error) if is_impossible(&error) => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    /// Stops it in the organisation's home; how it stands there now, none where that never began.
    pub async fn stops_recovery(&self, word: &RecoveryWord) -> Result<Option<String>, Error> {
        self.says_of_recovery("select door.stop_owner_recovery($1, $2, $3, $4, $5)", word).await
    }

    /// Completes it in the organisation's home, if its time has come; how it stands there now.
    pub async fn completes_recovery(&self, word: &RecoveryWord) -> Result<Option<String>, Error> {
        self.says_of_recovery("select door.complete_owner_recovery($1, $2, $3, $4, $5)", word).await
    }

    /// How it stands in its home; none where that is not reached from here, or knows of none.
    pub async fn recovery_glance(&self, home: &str, org: OrgId, recovery: Uuid) -> Option<RecoveryGlance> {
        let reached = self.reached(home).ok()?;
        let statement = "select state, takes_effect_at, lapses_at, ended_at, ended_because from door.owner_recovery_at_a_glance($1, $2)";
        let row = sqlx::query(statement).bind(recovery).bind(org).fetch_optional(&reached.database.operator).await;
        let glance = row.and_then(|row| {
            let Some(row) = row else { return Ok(None) };
            Ok(Some(RecoveryGlance {
                state: row.try_get("state")?,
                takes_effect_at: row.try_get("takes_effect_at")?,
                lapses_at: row.try_get("lapses_at")?,
                ended_at: row.try_get("ended_at")?,
                ended_because: row.try_get("ended_because")?,
            }))
        });
        glance.unwrap_or_else(|error| {
            tracing::warn!(%error, %home, "a home does not say how a recovery stands");
            None
        })
    }

    async fn says_of_recovery(&self, statement: &'static str, word: &RecoveryWord) -> Result<Option<String>, Error> {
        let said = sqlx::query_scalar(statement)
            .bind(word.recovery_id)
            .bind(word.org_id)
            .bind(word.operator_id)
            .bind(&word.seal)
            .bind(self.origin().request_id);
        said.fetch_one(&self.reached(&word.home)?.database.operator).await.map_err(unavailable)
    }
}

fn is_impossible(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(DatabaseError::constraint) == Some("owner_recovery_impossible")
}
