//! The link in the mail to an owner who is being brought back: whoever reads the mailbox stops it.
use kernel::Error;

use super::CrossTenant;
use crate::{Home, outage::unavailable, way_in::StoppingOwnerRecovery};

/// What was stopped, and whose account it is.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoppedOwnerRecovery {
    pub slug: String,
    pub organisation_name: String,
    pub person_name: String,
}

impl CrossTenant<StoppingOwnerRecovery> {
    /// Stops it; none when the link is spent, or what it was for is over.
    pub async fn stop_owner_recovery(
        &self,
        home: &Home,
        link_hash: &[u8; 32],
    ) -> Result<Option<StoppedOwnerRecovery>, Error> {
        let statement = "select slug, organisation_name, person_name from door.stop_owner_recovery_by_link($1, $2, $3)";
        let stopped = sqlx::query_as(statement)
            .bind(link_hash.as_slice())
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        stopped.fetch_optional(&home.database.sign_in).await.map_err(unavailable)
    }
}
