//! The one-time link that an operator comes in by: it sets both factors at once, or none.
pub mod begin;
pub mod create;
pub mod r#use;

use access::platform::{OperatorAttempt, OperatorEntrance, OperatorRole, OperatorWayIn};
use identity::TotpSetUp;
use kernel::{Error, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{refusals, session::LIMITS};

/// Whose link it is, and what the app is to be told.
#[derive(Debug, Serialize, ToSchema)]
pub struct OperatorLinkBegun {
    #[schema(example = "ops@operators.example", max_length = 254)]
    pub email: String,
    #[schema(example = "Oda Finch", max_length = 120)]
    pub name: String,
    pub role: OperatorRole,
    pub totp: TotpSetUp,
}

/// Who may sign in from now on.
#[derive(Debug, Serialize, ToSchema)]
pub struct OperatorEntered {
    #[schema(example = "ops@operators.example", max_length = 254)]
    pub email: String,
}

/// Where the secret of an app stands, for which it is sealed.
pub(crate) fn totp_place(id: &str) -> [&str; 3] {
    ["platform.operator", "sealed_secret", id]
}

// A link that opens nothing is counted against the network that shows it.
pub(crate) async fn turned_away<W: OperatorWayIn>(
    entry: &OperatorEntrance<W>,
    secret: &str,
    refusal: Refusal,
) -> Result<Error, Error> {
    let guess = entry.platform().key.derive(b"operator link", &[secret]);
    let limits = access::AttemptLimits { account_failures_max: i32::MAX, ..LIMITS };
    Ok(match entry.begin_attempt(&guess, limits).await? {
        OperatorAttempt::Begun(_) => refusal.into(),
        OperatorAttempt::TooMany { retry_after_s } => Error::too_soon(refusals::OPERATOR_TRIES_TOO_MANY, retry_after_s),
    })
}
