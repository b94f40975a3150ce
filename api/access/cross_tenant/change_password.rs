//! Choosing another password, within a session.
use chrono::{DateTime, Utc};
use kernel::Error;

use super::{AttemptId, CrossTenant};
use crate::{Home, outage::unavailable, way_in::ChangingPassword};

impl CrossTenant<ChangingPassword> {
    /// Sets the new password and ends every other session of its owner; the access tokens of before open nothing any more. False when session, token or
    /// the old password are gone meanwhile.
    pub async fn change_password(
        &self,
        home: &Home,
        attempt: AttemptId,
        refresh_hash: &[u8; 32],
        changed_at: DateTime<Utc>,
        password_hash: &str,
    ) -> Result<bool, Error> {
        let changed = sqlx::query_scalar("select door.change_password($1, $2, $3, $4, $5, $6)")
            .bind(attempt.0)
            .bind(refresh_hash.as_slice())
            .bind(changed_at)
            .bind(password_hash)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        changed.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}
