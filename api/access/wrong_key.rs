//! Keys that open nothing are counted by the network that shows them, as wrong links are: too many of them mean a time to wait. One that opens is never
//! kept waiting by what others show.
use kernel::{Error, ended};

use crate::{Home, RequestOrigin, outage::unavailable};

/// How many of a network within how many seconds.
const OF_NETWORK_MAX: i32 = 50;
const WITHIN_S: f64 = 900.0;

/// What a key is refused with that opens nothing, unknown, expired or revoked.
pub(crate) async fn turned_away(home: &Home, origin: RequestOrigin, secret: &str) -> Error {
    match wait_of(home, origin, secret).await {
        Ok(None) => ended::UNAUTHENTICATED.into(),
        Ok(Some(seconds)) => Error::too_soon(ended::RATE_LIMITED, seconds),
        Err(error) => error,
    }
}

async fn wait_of(home: &Home, origin: RequestOrigin, secret: &str) -> Result<Option<u32>, Error> {
    // Each wrong secret is its own account: only the network's count speaks.
    let guess = home.key.derive(b"guess", &[secret]);
    let statement =
        "select retry_after_s from door.begin_attempt(null, $1, $2, $3, $4, make_interval(secs => $5), null, false)";
    let wait: Option<i32> = sqlx::query_scalar(statement)
        .bind(guess.as_slice())
        .bind(origin.network_text())
        .bind(i32::MAX)
        .bind(OF_NETWORK_MAX)
        .bind(WITHIN_S)
        .fetch_one(&home.database.sign_in)
        .await
        .map_err(unavailable)?;
    Ok(wait.map(u32::try_from).transpose()?)
}
