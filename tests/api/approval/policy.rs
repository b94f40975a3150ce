//! Policies.
mod get;
mod list;
mod simulate;
