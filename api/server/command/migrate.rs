//! Bring the databases up to this build.
use access::migrations;
use kernel::Error;

use super::place::Place;

/// Creates databases and roles where they are missing and runs the migrations that have not run.
pub async fn migrate(place: &Place) -> Result<usize, Error> {
    place.create_databases().await?;
    migrations::create_roles(&place.home, &place.passwords()).await?;
    let count = migrations::run(&place.home, &place.passwords()).await?;
    migrations::run_directory(&place.directory).await?;
    Ok(count)
}
