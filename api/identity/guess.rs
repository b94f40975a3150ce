//! Guesses are counted: of a password against its account and the network, of another secret against the network that showed it.
use std::time::{Duration, Instant};

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

/// How far apart the moments are at which a stranger is answered.
const EVENLY: Duration = Duration::from_millis(10);

/// A try at an account that is let in.
pub(crate) struct Tried {
    pub attempt: AttemptId,
    /// False where too many have failed in a row and the device is unknown: then it is checked and refused like a wrong one, whatever it shows.
    pub may_succeed: bool,
}

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
        Attempt::Begun { .. } => refused,
        Attempt::TooMany { retry_after_s } => Refused::until(refusals::TOO_MANY_ATTEMPTS, retry_after_s),
    })
}

/// One more try at the password of an account, known by the names that one signs in with; or why there is none.
pub(crate) async fn at_account<W: ChecksPassword>(
    entry: &CrossTenant<W>,
    sessions: &Sessions,
    home: &Home,
    [organisation, email]: [&str; 2],
) -> Result<Result<Tried, Refused>, Error> {
    let account = derive(&home.key, Purpose::Account, &[organisation, email]);
    Ok(match entry.begin_attempt(home, Some(organisation), &account, sessions.policy.limits).await? {
        Attempt::Begun { id, may_succeed } => Ok(Tried { attempt: id, may_succeed }),
        Attempt::TooMany { retry_after_s } => Err(Refused::until(refusals::TOO_MANY_ATTEMPTS, retry_after_s)),
    })
}

/// Waits for the next of even moments since a request began: what a known account costs more than an unknown one is lost in the wait.
pub async fn even_moment(begun: Instant) {
    let behind = begun.elapsed().as_nanos() % EVENLY.as_nanos();
    let ahead = u64::try_from(EVENLY.as_nanos() - behind).map_or(EVENLY, Duration::from_nanos);
    tokio::time::sleep(ahead).await;
}
