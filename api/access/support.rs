//! An operator of the installation who reads an organisation as its owner allowed: what they show, and what is noted before anything is read.
//!
//! It goes through the same operations as everybody's reading, under a role of the database that changes nothing. What is refused here is refused there
//! once more: `door.begin_support` asks for a live access, a transaction that is read only, and the note in the trail.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Error, ended};
use sqlx::error::DatabaseError;
use uuid::Uuid;

use crate::{
    Chance, Home, RequestOrigin,
    outage::unavailable,
    tx::{Mode, refused},
};

/// Stands behind the home's code; no other secret of ours has a dot.
const MARK: &str = "support.";
/// Insufficient privilege: of what support asks for, something is not lent to it.
const NOT_LENT: &str = "42501";

/// Something to show as support, to be hidden in an access token.
pub(crate) fn mint(home: &Home, chance: &Chance) -> String {
    let drawn: [u8; 32] = chance.bytes();
    home.code.mint(&format!("{MARK}{}", URL_SAFE_NO_PAD.encode(drawn)))
}

/// Whether a secret says that it is support's.
pub(crate) fn claims_to_be_one(secret: &str) -> bool {
    secret.split_once('_').is_some_and(|(_, rest)| rest.starts_with(MARK))
}

/// What a request is about to read, as the trail tells it.
pub(crate) struct Reading {
    pub origin: RequestOrigin,
    pub is_get: bool,
    /// Verb and path, with the names of what stands in it.
    pub operation: String,
    /// What the path names first.
    pub subject: Option<Uuid>,
}

/// Refuses whatever is more than reading, and writes into the trail what is about to be read.
pub(crate) async fn begins_to_read(
    home: &Home,
    secret: &str,
    permission: &'static str,
    reading: Reading,
    mode: Mode,
) -> Result<(), Error> {
    if mode != Mode::ReadOnly || !reading.is_get {
        return Err(ended::SUPPORT_READS_ONLY.into());
    }
    sqlx::query("select door.note_support_read($1, $2, $3, $4, $5, $6)")
        .bind(secret)
        .bind(permission)
        .bind(reading.origin.request_id)
        .bind(reading.origin.network_text())
        .bind(reading.operation)
        .bind(reading.subject)
        .execute(&mut *home.database.support.acquire().await.map_err(unavailable)?)
        .await
        .map_err(|error| refused(error, permission))?;
    Ok(())
}

/// What the database does not lend to support is no fault of ours; what should have been lent is seen in the log.
pub(crate) fn told(error: Error) -> Error {
    match &error {
        Error::Unexpected(cause) if cause.downcast_ref().is_some_and(is_not_lent) => {
            tracing::info!(%cause, "support was not shown what is not lent to it");
            ended::SUPPORT_CANNOT_SEE.into()
        }
        Error::Unexpected(_) | Error::Refused(_) => error,
    }
}

fn is_not_lent(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(DatabaseError::code).is_some_and(|code| code == NOT_LENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_other_secret_is_taken_for_supports() {
        assert!(claims_to_be_one("eu1_support.c2VjcmV0"));
        for other in ["eu1_supportxc2VjcmV0", "eu1_c2VjcmV0", "support.c2VjcmV0", "eu1_csk_support.", ""] {
            assert!(!claims_to_be_one(other), "{other}");
        }
    }

    #[test]
    fn what_is_not_lent_is_refused_and_a_bug_stays_a_bug() {
        assert_eq!(told(sqlx::Error::RowNotFound.into()).refusal(), ended::UNEXPECTED);
        assert_eq!(told(ended::STALE.into()).refusal(), ended::STALE);
    }
}
