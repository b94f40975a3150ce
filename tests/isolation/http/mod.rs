//! The third prover: two organisations over HTTP, driven by the document that the routes print.
//!
//! The tale of `tests/promises/tale` is told in both at once. Before each step the second organisation tries it on the
//! first, at every position of the request in which an id can stand; then the first does it, which proves that what was
//! tried succeeds at home, and then the second its own. An attempt leaks if it is answered otherwise than the same with
//! an id that nobody has, if a row of the first organisation changes, or if an answer holds a word or an id of it.
use std::env;

use access::Chance;
use uuid::Uuid;

use crate::{
    ground::seed,
    support::{App, Organisation},
};

mod attempt;
mod digest;
mod excepted;
mod judge;
mod pair;
mod position;
mod prover;
mod sabotage;
mod tally;

use prover::{EVERYTHING, Prover};
use tally::HITS_MIN;

/// Attempts that would have succeeded at home, at least.
const ATTEMPTS_MIN: usize = 5_000;
/// The same between two homes, in a round.
const ATTEMPTS_MIN_BETWEEN_HOMES: usize = 800;
/// Leaks that are shown.
const SHOWN_MAX: usize = 10;
/// Stands in the names of the first organisation's people and departments from the start.
const CANARY: &str = "Kanarienvogel";

#[actix_web::test]
async fn a_stranger_over_http_learns_and_changes_nothing() {
    let rounds = if env::var_os("COUNTERSIGN_LONG").is_some() { 20 } else { 6 };
    let app = App::start().await;
    let attempts = proves(&app, rounds, HITS_MIN).await;
    app.stop().await;
    assert!(attempts >= ATTEMPTS_MIN, "only {attempts} attempts");
}

// The same with a database between them.
#[actix_web::test]
async fn a_stranger_of_another_home_learns_and_changes_nothing() {
    let rounds = if env::var_os("COUNTERSIGN_LONG").is_some() { 5 } else { 1 };
    let app = App::start_homes(&["eu1", "us1"]).await;
    let attempts = proves(&app, rounds, 1).await;
    app.stop().await;
    assert!(attempts >= ATTEMPTS_MIN_BETWEEN_HOMES, "only {attempts} attempts");
}

// Each pair of an operation and a position must be hit so often; how many attempts there were.
async fn proves(app: &App, rounds: usize, hits_min: usize) -> usize {
    let seed = seed();
    println!("isolation: http: seed {seed}");
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    is_marked(&hotel).await;
    for organisation in [&hotel, &clinic] {
        organisation.publishes(2, "Later", "1 day").await;
    }
    let mut prover = Prover::prepare(app, (&hotel, &clinic), Chance::of_seed(seed), EVERYTHING).await;

    for _ in 0..rounds {
        // A round ends with everybody signed out.
        prover.signs_in().await;
        round(&mut prover).await;
    }

    let (tally, uncovered) = (&prover.tally, prover.tally.uncovered(&prover.positions, hits_min));
    println!(
        "isolation: http: {} requests, {} controls at home, {} pairs, {} attempts without sight, seed {seed}",
        tally.requests,
        tally.controls,
        tally.hits.len(),
        tally.without_sight
    );
    println!(
        "isolation: {} attempts, {} leaks, {} pairs uncovered",
        tally.attempts,
        tally.leaks.len(),
        uncovered.len()
    );
    assert!(
        tally.leaks.is_empty(),
        "the first of them:\n{}",
        tally.leaks[..tally.leaks.len().min(SHOWN_MAX)].join("\n")
    );
    assert!(uncovered.is_empty(), "{}", uncovered.join("\n"));
    tally.attempts
}

async fn round(prover: &mut Prover<'_>) {
    let home = prover.home.slug;
    prover.begin_round(&[CANARY.into(), home.into(), "Harbour House".into()]);
    pair::tell(prover).await;
    prover.end_round().await;
}

// Names that only the first organisation has, round the door: no verb renames a person.
async fn is_marked(hotel: &Organisation<'_>) {
    let mut connection = hotel.app.administrator().await;
    let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
    let org_id = Uuid::from(hotel.org_id);
    sqlx::query("select door.begin_system($1, 'test')").bind(org_id).execute(&mut *tx).await.unwrap();
    for update in [
        "update tenant.person set name = name || ' ' || $2 where org_id = $1",
        "update tenant.department set name = name || ' ' || $2 where org_id = $1",
    ] {
        sqlx::query(update).bind(org_id).bind(CANARY).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}
