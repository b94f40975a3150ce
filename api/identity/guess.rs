//! A wrong secret is counted against the network that showed it; a right one never is.
use access::{Attempt, AttemptLimits, CrossTenant, way_in::WayIn};
use kernel::Error;

use crate::{
    keys::{Purpose, derive},
    refusals,
    session::Refused,
    session::Sessions,
};

/// Refuses a secret that opens nothing: with `refusal`, or, after too many of them, with a time to wait.
pub(crate) async fn turn_away<W: WayIn>(
    entry: &CrossTenant<W>,
    sessions: &Sessions,
    secret: &str,
    refused: Refused,
) -> Result<Refused, Error> {
    let home = entry.home_of_secret(secret)?;
    let guess = derive(&home.key, Purpose::Guess, &[secret]);
    // Each wrong secret is its own account: only the network's count speaks.
    let limits = AttemptLimits { account_failures_max: i32::MAX, ..sessions.policy.limits };
    Ok(match entry.begin_attempt(home, &guess, limits).await? {
        Attempt::Begun(_) => refused,
        Attempt::TooMany { retry_after_s } => Refused::until(refusals::TOO_MANY_ATTEMPTS, retry_after_s),
    })
}
