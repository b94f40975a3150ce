//! Walk the catalogue of a home: what it finds is a hole in a wall.
use access::walker;
use kernel::Error;
use sqlx::{ConnectOptions, postgres::PgConnectOptions};
use std::time::Duration;

use super::place::Place;

const EVERY: Duration = Duration::from_hours(1);

/// Logs each finding with what to do; answers how many there are.
pub async fn check(place: &Place) -> Result<usize, Error> {
    walk(&place.home).await
}

/// Walks again every hour, for somebody may change a catalogue while it is served.
pub async fn watch(home: PgConnectOptions) {
    let mut hour = tokio::time::interval(EVERY);
    hour.tick().await;
    loop {
        hour.tick().await;
        if let Err(error) = walk(&home).await {
            tracing::error!(%error, "the catalogue could not be walked");
        }
    }
}

async fn walk(home: &PgConnectOptions) -> Result<usize, Error> {
    let mut connection = home.connect().await?;
    let findings = walker::walk(&mut connection).await?;
    for finding in &findings {
        tracing::error!(rule = finding.rule, object = finding.object, "{}", finding.what_to_do);
    }
    Ok(findings.len())
}
