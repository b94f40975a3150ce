//! Walk the catalogue of every home: what it finds is a hole in a wall.
use std::time::Duration;

use access::{PlanePasswords, is_outage, lines_of_home, migrations, walker};
use futures_util::future::join_all;
use kernel::Error;
use sqlx::{ConnectOptions, Connection};

use super::{
    migrate::must_be,
    place::{HomePlace, Place},
};

const EVERY: Duration = Duration::from_hours(1);

/// Logs each finding with what to do; answers how many there are.
pub async fn check(place: &Place) -> Result<usize, Error> {
    let passwords = place.passwords();
    let walks = place.homes.iter().map(|home| walk(home, &passwords));
    let mut findings = 0_usize;
    for found in join_all(walks).await {
        findings = findings.saturating_add(found?);
    }
    Ok(findings)
}

/// Walks again every hour, for somebody may change a catalogue while it is served.
pub async fn watch(home: HomePlace, passwords: PlanePasswords) {
    let mut hour = tokio::time::interval(EVERY);
    hour.tick().await;
    loop {
        hour.tick().await;
        if let Err(error) = walk(&home, &passwords).await {
            let is_away = is_outage(&error);
            tracing::error!(%error, home = %home.code, is_away, "the catalogue could not be walked");
        }
    }
}

/// Walks one home; its findings stand in its own log.
pub async fn walk(home: &HomePlace, passwords: &PlanePasswords) -> Result<usize, Error> {
    lines_of_home(home.code.clone(), walk_at_home(home, passwords)).await
}

// As the door's owner, for an administrator that is no superuser reads none of the three schemas.
async fn walk_at_home(home: &HomePlace, passwords: &PlanePasswords) -> Result<usize, Error> {
    let mut connection = migrations::as_migrator(&home.address, passwords, "countersign_door").connect().await?;
    let settled = migrations::settled(&mut connection).await?;
    must_be(&home.code, settled.as_deref().unwrap_or("of no name"))?;
    let findings = walker::walk(&mut connection).await?;
    for finding in &findings {
        tracing::error!(home = %home.code, rule = finding.rule, object = finding.object, "{}", finding.what_to_do);
    }
    connection.close().await?;
    Ok(findings.len())
}
