//! The promises that hold for every operation: read from the document that the routes print, so that a new operation is
//! held to them by being there.
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

mod allowed;
mod deletion;
mod document;
mod events;
mod headers;
mod managed;
mod migrations;
mod operation;
mod permissions;
mod platform;
mod routes;
mod sample;
mod separation;
mod story;
mod support_reads;
mod tale;
mod telling;
