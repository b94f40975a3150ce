//! That no organisation reaches another's rows: the catalogue walker with its sabotages, statements tried as a stranger,
//! and requests of two organisations.
//!
//! Run below `throwaway`, which starts a cluster and names it; `COUNTERSIGN_SEED` repeats a walk, `COUNTERSIGN_LONG` walks further.
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
#[path = "../promises/operation.rs"]
#[expect(dead_code, reason = "the promises ask more of an operation")]
mod operation;
#[path = "../promises/sample.rs"]
mod sample;
#[path = "../api/support/mod.rs"]
mod support;
#[path = "../promises/tale/mod.rs"]
mod tale;
#[path = "../promises/telling.rs"]
mod telling;

mod canary;
mod catalogue;
mod context;
mod forms;
mod ground;
mod homes;
mod http;
mod planes;
mod pool;
mod revocation;
mod rows;
mod sabotages;
mod secrets;
mod sql;
mod tenants;
mod trail;
mod walker;
