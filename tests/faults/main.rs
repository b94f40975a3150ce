//! What breaks around the service, really broken: the way to the database, the database, its disk, its clock, a handler, a client,
//! and the service's own process.
//!
//! Run below `throwaway`, which starts a cluster and names it; `COUNTERSIGN_SEED` repeats the moments at which the process is killed,
//! `COUNTERSIGN_LONG` kills it a hundred times.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::wrong_self_convention,
    reason = "a test may fail loudly"
)]
#[path = "../api/support/mod.rs"]
mod support;

#[path = "../api/identity/browser.rs"]
#[expect(dead_code, reason = "the tests of signing in ask more of a browser")]
mod browser;
mod buyer;
mod client;
mod database;
mod handler;
mod homes;
mod import;
mod kill;
mod process;
mod wire;
