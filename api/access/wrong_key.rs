//! Keys that open nothing are counted by the network that shows them, as wrong links are, but each once: too many of them mean a time to wait. One that
//! opens is never kept waiting by what others show, and one that is dead, shown again and again by a program, locks nobody out.
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

/// Counts it; after too many of its network, how long to wait in seconds.
pub(crate) async fn wait_of(home: &Home, origin: RequestOrigin, secret: &str) -> Result<Option<u32>, Error> {
    let guess = home.key.derive(b"guess", &[secret]);
    let statement = "select door.count_wrong_key($1, $2, $3, make_interval(secs => $4))";
    let wait: Option<i32> = sqlx::query_scalar(statement)
        .bind(guess.as_slice())
        .bind(origin.network_text())
        .bind(OF_NETWORK_MAX)
        .bind(WITHIN_S)
        .fetch_one(&home.database.sign_in)
        .await
        .map_err(unavailable)?;
    Ok(wait.map(u32::try_from).transpose()?)
}
