//! Walk the catalogue of every home: what it finds is a hole in a wall.
use std::time::Duration;

use access::{KeyRing, PlanePasswords, is_outage, lines_of_home, migrations, walker};
use delivery::Mailers;
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
    findings = findings.saturating_add(walk_directory(place).await?);
    findings = findings.saturating_add(look_for_operators_keys(place).await?);
    for home in &place.homes {
        findings = findings.saturating_add(look_for_keys(home, &passwords, &place.ring).await?);
    }
    Ok(findings)
}

/// Greets the mail server of each home, for mail waits as long as it is away; answers how many cannot be reached.
pub async fn greet_mail_servers(place: &Place, mailers: &Mailers) -> usize {
    let mut away = 0_usize;
    for home in &place.homes {
        let Some(mailer) = mailers.of(&home.code) else { continue };
        if let Err(why) = mailer.greets().await {
            tracing::error!(home = %home.code, %why, "the mail server cannot be reached or does not let us in: mend it or COUNTERSIGN_SMTP, mail waits");
            away = away.saturating_add(1);
        }
    }
    away
}

/// Walks the directory, where operators stand.
pub async fn walk_directory(place: &Place) -> Result<usize, Error> {
    let address = migrations::as_migrator(&place.directory, &place.passwords(), "countersign_door");
    let mut connection = address.connect().await?;
    let findings = walker::walk_directory(&mut connection).await?;
    for finding in &findings {
        tracing::error!(rule = finding.rule, object = finding.object, "{}", finding.what_to_do);
    }
    connection.close().await?;
    Ok(findings.len())
}

// Operators whose key the ring lacks cannot sign in.
async fn look_for_operators_keys(place: &Place) -> Result<usize, Error> {
    let address = migrations::as_migrator(&place.directory, &place.passwords(), "countersign_door");
    let mut connection = address.connect().await?;
    let lacking = place.ring.lacking_in_directory(&mut connection).await?;
    connection.close().await?;
    for key in &lacking {
        tracing::error!(
            key,
            "operators' passwords or apps are under a key that COUNTERSIGN_MASTER_KEYS lacks: put it back behind the newest"
        );
    }
    Ok(lacking.len())
}

/// Looks for keys at once, and walks again every hour, for somebody may change a catalogue while it is served.
pub async fn watch(home: HomePlace, passwords: PlanePasswords, ring: KeyRing) {
    let mut hour = tokio::time::interval(EVERY);
    hour.tick().await;
    loop {
        if let Err(error) = look_for_keys(&home, &passwords, &ring).await {
            tracing::warn!(%error, home = %home.code, "whether the ring has every key that is needed could not be looked up");
        }
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

/// Logs each key that the ring lacks; whom it concerns cannot sign in, all others can.
async fn look_for_keys(home: &HomePlace, passwords: &PlanePasswords, ring: &KeyRing) -> Result<usize, Error> {
    lines_of_home(home.code.clone(), async {
        let mut connection = migrations::as_migrator(&home.address, passwords, "countersign_door").connect().await?;
        let lacking = ring.lacking(&mut connection).await?;
        connection.close().await?;
        for key in &lacking {
            tracing::error!(home = %home.code, key, "passwords, second factors or keys of organisations are under a key that COUNTERSIGN_MASTER_KEYS lacks: put it back behind the newest");
        }
        Ok(lacking.len())
    })
    .await
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
