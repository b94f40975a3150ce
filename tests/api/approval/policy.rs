//! Policies.
mod compare;
mod get;
mod list;
mod simulate;
mod withdraw;
