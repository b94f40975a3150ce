//! Guesses are counted: of a password against its account and the network, of another secret against the network that showed it.
use access::{
    Attempt, AttemptId, AttemptLimits, CrossTenant, Home,
    way_in::{ChecksPassword, WayIn},
};
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
    Ok(match entry.begin_attempt(home, None, &guess, limits).await? {
        Attempt::Begun(_) => refused,
        Attempt::TooMany { retry_after_s } => Refused::until(refusals::TOO_MANY_ATTEMPTS, retry_after_s),
    })
}

/// One more try at the password of an account, known by the names that one signs in with; or why there is none.
pub(crate) async fn at_account<W: ChecksPassword>(
    entry: &CrossTenant<W>,
    sessions: &Sessions,
    home: &Home,
    [organisation, email]: [&str; 2],
) -> Result<Result<AttemptId, Refused>, Error> {
    let account = derive(&home.key, Purpose::Account, &[organisation, email]);
    Ok(match entry.begin_attempt(home, Some(organisation), &account, sessions.policy.limits).await? {
        Attempt::Begun(attempt) => Ok(attempt),
        Attempt::TooMany { retry_after_s } => Err(Refused::until(refusals::TOO_MANY_ATTEMPTS, retry_after_s)),
    })
}
