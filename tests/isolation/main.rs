//! That no organisation reaches another's rows: the catalogue walker with its sabotages, and statements tried as a stranger.
//!
//! Run below `throwaway`, which starts a cluster and names it; `COUNTERSIGN_SEED` repeats a walk, `COUNTERSIGN_LONG` walks further.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]
mod catalogue;
mod context;
mod forms;
mod ground;
mod planes;
mod revocation;
mod rows;
mod sabotages;
mod secrets;
mod sql;
mod tenants;
mod trail;
mod walker;
