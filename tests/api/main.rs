//! Behaviour through HTTP: one binary, a database per test.
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
mod access;
mod approval;
mod audit;
mod delivery;
mod demo_inbox;
mod door;
mod homes;
mod identity;
mod platform;
mod purchasing;
mod separation;
mod suppliers;
mod support;
mod tenancy;
