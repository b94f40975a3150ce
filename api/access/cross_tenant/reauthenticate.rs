//! Saying once more who one is, within a session.
use chrono::{DateTime, Utc};
use kernel::Error;
use sqlx::Row;

use super::{AttemptId, Credential, CrossTenant, sign_in::credential};
use crate::{
    Home,
    outage::unavailable,
    way_in::{ProvesHolder, Reauthenticating},
};

/// Whose session it is, by the names that they sign in with.
#[derive(Debug)]
pub struct OwnCredential {
    pub slug: String,
    pub email: String,
    pub organisation_name: String,
    pub person_name: String,
    pub credential: Credential,
    /// Whether the token was exchanged a moment ago.
    pub has_successor: bool,
}

impl<W: ProvesHolder> CrossTenant<W> {
    /// What the password must be checked against; none where the token opens nothing any more.
    pub async fn find_own_credential(
        &self,
        home: &Home,
        refresh_hash: &[u8; 32],
    ) -> Result<Option<OwnCredential>, Error> {
        let statement = "select slug, email, organisation_name, person_name, org_id, person_id, password_hash, changed_at, has_successor from door.find_own_credential($1)";
        let row = sqlx::query(statement)
            .bind(refresh_hash.as_slice())
            .fetch_optional(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(OwnCredential {
            slug: row.try_get("slug")?,
            email: row.try_get("email")?,
            organisation_name: row.try_get("organisation_name")?,
            person_name: row.try_get("person_name")?,
            credential: credential(&row)?,
            has_successor: row.try_get("has_successor")?,
        }))
    }
}

impl CrossTenant<Reauthenticating> {
    /// Notes that they have; the access tokens of before open nothing any more. False when session, token or
    /// password are gone meanwhile.
    pub async fn reauthenticate(
        &self,
        home: &Home,
        attempt: AttemptId,
        refresh_hash: &[u8; 32],
        changed_at: DateTime<Utc>,
    ) -> Result<bool, Error> {
        let noted = sqlx::query_scalar("select door.reauthenticate($1, $2, $3, $4, $5)")
            .bind(attempt.0)
            .bind(refresh_hash.as_slice())
            .bind(changed_at)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        noted.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}
