//! A home is opened once its schema is current and its walls have no hole. One that is out of reach is tried again and again,
//! and the others are served meanwhile.
use std::time::Duration;

use access::{Homes, PlanePasswords, is_outage, lines_of_home, migrations};
use actix_web::{rt::task::JoinHandle, web};
use futures_util::future::join_all;
use kernel::{Error, ended};

use super::{
    check, migrate,
    place::{HomePlace, Place},
};
use crate::{config::Mode, demo};

/// How long a server may take to greet.
const REACHED_WITHIN: Duration = Duration::from_secs(5);
const AGAIN_AFTER: Duration = Duration::from_secs(5);
/// What needs a hand is not asked for as often.
const MENDED_AFTER: Duration = Duration::from_mins(1);

/// Brings every home of a demo that can be reached up to this build, and the directory; says whether all were.
pub async fn prepare_demo(place: &Place) -> Result<bool, Error> {
    let mut has_all = true;
    for home in &place.homes {
        match migrate::migrate_home(place, home).await {
            Ok(migrations) => tracing::info!(home = %home.code, migrations, "the home's database is current"),
            Err(error) if is_outage(&error) => has_all = false,
            Err(error) => return Err(error),
        }
    }
    migrate::migrate_directory(place).await?;
    Ok(has_all)
}

/// Opens every home that can be reached; answers with the tasks that go on trying the others. What is wrong with a home that
/// can be reached is refused, and so is a start without any home.
pub async fn open_all(place: &Place, mode: Mode, homes: &web::Data<Homes>) -> Result<Vec<JoinHandle<()>>, Error> {
    look_at_directory(place).await?;
    let passwords = place.passwords();
    let looks = join_all(place.homes.iter().map(|home| look_at(home, &passwords, mode))).await;
    let mut trying = Vec::new();
    let mut away = None;
    for (home, look) in place.homes.iter().zip(looks) {
        match look {
            Ok(()) => {}
            Err(error) if is_outage(&error) => {
                tracing::warn!(%error, home = %home.code, "the home is out of reach and will be tried again; the others are served");
                homes.find(home.code.as_str()).inspect(|shut| shut.set_open(false));
                trying.push((homes.clone(), home.clone(), passwords.clone(), mode));
                away = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    match away {
        Some(error) if trying.len() == place.homes.len() => Err(error),
        _ => Ok(trying
            .into_iter()
            .map(|(homes, home, passwords, mode)| keep_trying(homes, home, passwords, mode))
            .collect()),
    }
}

fn keep_trying(homes: web::Data<Homes>, home: HomePlace, passwords: PlanePasswords, mode: Mode) -> JoinHandle<()> {
    actix_web::rt::spawn(lines_of_home(home.code.clone(), async move {
        let mut wait = AGAIN_AFTER;
        loop {
            tokio::time::sleep(wait).await;
            match look_at(&home, &passwords, mode).await {
                Ok(()) => break,
                Err(error) if is_outage(&error) => wait = AGAIN_AFTER,
                Err(error) => {
                    tracing::error!(%error, home = %home.code, "the home stays closed");
                    wait = MENDED_AFTER;
                }
            }
        }
        homes.find(home.code.as_str()).inspect(|open| open.set_open(true));
        tracing::info!(home = %home.code, "the home is open");
    }))
}

// Organisations are served without the directory, as long as it is away; not beside one with a hole.
async fn look_at_directory(place: &Place) -> Result<(), Error> {
    match tokio::time::timeout(REACHED_WITHIN, check::walk_directory(place)).await {
        Ok(Ok(0)) => Ok(()),
        Ok(Ok(findings)) => Err(refused(format!(
            "the catalogue walker has {findings} findings in the directory (`countersign check` lists them); nothing is served beside a hole"
        ))),
        Ok(Err(error)) if is_outage(&error) => {
            tracing::warn!(%error, "the directory is out of reach: nobody signs in by a name until it is back");
            Ok(())
        }
        Ok(Err(error)) => Err(error),
        Err(_) => {
            tracing::warn!("the directory does not answer: nobody signs in by a name until it does");
            Ok(())
        }
    }
}

async fn look_at(home: &HomePlace, passwords: &PlanePasswords, mode: Mode) -> Result<(), Error> {
    let greeted = tokio::time::timeout(REACHED_WITHIN, home.greets(passwords)).await;
    greeted.map_err(|_| Error::from(ended::UNAVAILABLE))??;
    schema_must_be_current(home, passwords).await?;
    let code = &home.code;
    if mode == Mode::Production && demo::is_there(home, passwords).await? {
        return Err(refused(format!(
            "the demo's organisations are in the database of the home {code}, and everybody knows their password: production begins on a database of its own"
        )));
    }
    match check::walk(home, passwords).await? {
        0 => Ok(()),
        findings => Err(refused(format!(
            "the catalogue walker has {findings} findings in the home {code} (`countersign check` lists them); nothing is served on a wall with holes"
        ))),
    }
}

/// A schema that lacks what this build needs is not served; one that has more is a newer build's, and additive.
async fn schema_must_be_current(home: &HomePlace, passwords: &PlanePasswords) -> Result<(), Error> {
    let missing = migrations::missing(&home.address, passwords).await?;
    if missing.is_empty() {
        return Ok(());
    }
    Err(refused(format!(
        "the database of the home {} lacks the migrations {missing:?}: run `countersign migrate` of this build first",
        home.code
    )))
}

fn refused(why: String) -> Error {
    std::io::Error::other(why).into()
}
