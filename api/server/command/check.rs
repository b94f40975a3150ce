//! Walk the catalogue of a home: what it finds is a hole in a wall.
use std::time::Duration;

use access::{PlanePasswords, migrations, walker};
use kernel::Error;
use sqlx::{ConnectOptions, postgres::PgConnectOptions};

use super::place::Place;

const EVERY: Duration = Duration::from_hours(1);

/// Logs each finding with what to do; answers how many there are.
pub async fn check(place: &Place) -> Result<usize, Error> {
    walk(&place.home, &place.passwords()).await
}

/// Walks again every hour, for somebody may change a catalogue while it is served.
pub async fn watch(home: PgConnectOptions, passwords: PlanePasswords) {
    let mut hour = tokio::time::interval(EVERY);
    hour.tick().await;
    loop {
        hour.tick().await;
        if let Err(error) = walk(&home, &passwords).await {
            tracing::error!(%error, "the catalogue could not be walked");
        }
    }
}

// As the door's owner, for an administrator that is no superuser reads none of the three schemas.
async fn walk(home: &PgConnectOptions, passwords: &PlanePasswords) -> Result<usize, Error> {
    let mut connection = migrations::as_migrator(home, passwords, "countersign_door").connect().await?;
    let findings = walker::walk(&mut connection).await?;
    for finding in &findings {
        tracing::error!(rule = finding.rule, object = finding.object, "{}", finding.what_to_do);
    }
    Ok(findings.len())
}
