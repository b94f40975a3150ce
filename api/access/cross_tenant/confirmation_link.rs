//! The link beside a code: whoever reads the mailbox says by it that it was not them.
use kernel::Error;

use super::CrossTenant;
use crate::{Home, outage::unavailable, way_in::DenyingConfirmation};

/// What was denied, and whose account it is.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DeniedConfirmation {
    pub slug: String,
    pub organisation_name: String,
    pub person_name: String,
    pub title: String,
    /// Whether it had been confirmed before, and stays done.
    pub is_done: bool,
}

impl CrossTenant<DenyingConfirmation> {
    /// Freezes what waits to be confirmed and ends every session of its person; none when the link is spent, too old or unknown.
    pub async fn deny_confirmation(
        &self,
        home: &Home,
        link_hash: &[u8; 32],
    ) -> Result<Option<DeniedConfirmation>, Error> {
        let statement = "select slug, organisation_name, person_name, title, is_done from door.deny_intent($1, $2, $3)";
        let denied = sqlx::query_as(statement)
            .bind(link_hash.as_slice())
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        denied.fetch_optional(&home.database.sign_in).await.map_err(unavailable)
    }
}
