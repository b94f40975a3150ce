//! Asking for a new password: noted of a known account and of none alike, and answered by the worker.
use kernel::Error;

use super::{CrossTenant, seconds};
use crate::{Home, outage::unavailable, way_in::AskingPasswordReset};

/// How often it may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResetLimits {
    pub account_max: i32,
    pub network_max: i32,
    pub window_s: i64,
}

impl CrossTenant<AskingPasswordReset> {
    /// Notes who was typed; or how many seconds to wait, for it was asked too often.
    pub async fn ask_reset(
        &self,
        home: &Home,
        [slug, email]: [&str; 2],
        account_hash: &[u8; 32],
        limits: ResetLimits,
    ) -> Result<Option<u32>, Error> {
        let wait: Option<i32> =
            sqlx::query_scalar("select door.ask_reset($1, $2, $3, $4, $5, $6, $7, make_interval(secs => $8))")
                .bind(slug)
                .bind(email)
                .bind(account_hash.as_slice())
                .bind(self.origin.network_text())
                .bind(self.origin.request_id)
                .bind(limits.account_max)
                .bind(limits.network_max)
                .bind(seconds(limits.window_s)?)
                .fetch_one(&home.database.sign_in)
                .await
                .map_err(unavailable)?;
        Ok(wait.map(u32::try_from).transpose()?)
    }
}
