//! Bring the databases up to this build.
use access::{HomeCode, migrations};
use kernel::Error;

use super::place::{HomePlace, Place, is_one_server};

/// Creates databases and roles where they are missing and runs the migrations that have not run, in every home.
pub async fn migrate(place: &Place) -> Result<usize, Error> {
    let mut count = 0_usize;
    for home in &place.homes {
        count = count.saturating_add(migrate_home(place, home).await?);
    }
    migrate_directory(place).await?;
    Ok(count)
}

/// The same in one home.
pub async fn migrate_home(place: &Place, home: &HomePlace) -> Result<usize, Error> {
    let passwords = place.passwords();
    place.create_database(&home.address).await?;
    migrations::create_roles(&home.address, &passwords).await?;
    let count = migrations::run(&home.address, &passwords).await?;
    let settled = migrations::settle(&home.address, &passwords, &home.code).await?;
    must_be(&home.code, &settled)?;
    Ok(count)
}

/// The same for the directory.
pub async fn migrate_directory(place: &Place) -> Result<(), Error> {
    place.create_database(&place.directory).await?;
    if !place.homes.iter().any(|home| is_one_server(&home.address, &place.directory)) {
        // Roles belong to a server.
        migrations::create_roles(&place.directory, &place.passwords()).await?;
    }
    migrations::run_directory(&place.directory, &place.passwords()).await
}

/// Refuses a database that is another home than the configuration says.
pub fn must_be(code: &HomeCode, settled: &str) -> Result<(), Error> {
    if code.as_str() == settled {
        return Ok(());
    }
    Err(std::io::Error::other(format!(
        "the database that is configured as the home {code} is the home {settled}: mend the addresses in COUNTERSIGN_HOMES"
    ))
    .into())
}
