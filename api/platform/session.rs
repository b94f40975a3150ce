//! A session of an operator: by both factors always, shorter than anybody else's, in a cookie that only our own pages send.
mod answer;
pub mod create;
pub mod end;
pub mod view;
pub mod with_passkey;

use access::{AttemptLimits, csrf_token, platform::OPERATOR_PREFIX};
pub(crate) use answer::{Opened, Refused, SignedOut};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Unused for this long, it ends.
pub(crate) const IDLE_LIMIT_S: i64 = 15 * 60;
/// Used or not, it ends after this.
pub(crate) const LIFETIME_S: i64 = 8 * 3600;
/// As for everybody who signs in.
pub(crate) const LIMITS: AttemptLimits =
    AttemptLimits { account_failures_max: 10, network_failures_max: 50, window_s: 15 * 60 };

/// A session that was opened.
#[derive(Debug, Serialize, ToSchema)]
pub struct OperatorSessionOpened {
    /// Send it as `X-CSRF-Token` with whatever changes something; also in the cookie `__Host-operator-csrf`.
    #[schema(example = "Nn0aG1l3pWm4x8VwUq2Jt7yq0k5o1c6d9e2f3g4h5i8", min_length = 43, max_length = 43)]
    pub csrf_token: String,
    /// Seconds without a request after which it ends.
    #[schema(example = 900, minimum = 1, maximum = 900)]
    pub idle_limit_s: i64,
    /// Seconds from now after which it ends in any case.
    #[schema(example = 28800, minimum = 1, maximum = 28800)]
    pub expires_in_s: i64,
}

impl OperatorSessionOpened {
    fn of(secret: &SessionSecret) -> Self {
        Self { csrf_token: secret.csrf_token(), idle_limit_s: IDLE_LIMIT_S, expires_in_s: LIFETIME_S }
    }
}

/// Whose session it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct OperatorSessionView {
    /// Which operator it is, as `asked_by` of what waits for a second one says it.
    pub id: Uuid,
    #[schema(example = "ops@operators.example", max_length = 254)]
    pub email: String,
    #[schema(example = "Oda Finch", max_length = 120)]
    pub name: String,
    pub role: access::platform::OperatorRole,
    /// What this operator may do.
    #[schema(example = json!(["platform.tenant_read"]), max_items = 13)]
    pub permissions: Vec<&'static str>,
    pub signed_in_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// What this operator changes wants a sign-in of at most so many seconds ago; null where they change nothing.
    #[schema(example = 300, minimum = 1, maximum = 28_800)]
    pub sign_in_within_s: Option<u32>,
    /// Seconds without a request after which it ends.
    #[schema(example = 900, minimum = 1, maximum = 900)]
    pub idle_limit_s: i32,
    /// Where an organisation may be founded; one that names none begins in the first.
    #[schema(max_items = 3)]
    pub regions: Vec<access::Region>,
}

/// The secret of a session: `op_<family>.<secret>`, of which the first part proves a request and neither is told twice.
pub(crate) struct SessionSecret(String);

impl SessionSecret {
    pub fn new(family: [u8; 16], secret: [u8; 32]) -> Self {
        let [family, secret] = [URL_SAFE_NO_PAD.encode(family), URL_SAFE_NO_PAD.encode(secret)];
        Self(format!("{OPERATOR_PREFIX}_{family}.{secret}"))
    }

    pub fn text(&self) -> &str {
        &self.0
    }

    pub fn csrf_token(&self) -> String {
        csrf_token(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_shorter_than_anybody_elses() {
        let everybody = identity::SessionPolicy::default();

        assert!(IDLE_LIMIT_S < everybody.idle_limit_s && LIFETIME_S < everybody.lifetime_s);
        assert_eq!(LIMITS, everybody.limits);
    }

    #[test]
    fn a_secret_has_a_csrf_token_that_does_not_tell_it() {
        let secret = SessionSecret::new([1; 16], [2; 32]);

        assert_eq!(secret.csrf_token().len(), 43);
        assert!(!secret.text().contains(&secret.csrf_token()));
        assert_eq!(SessionSecret::new([1; 16], [3; 32]).csrf_token(), secret.csrf_token());
    }
}
