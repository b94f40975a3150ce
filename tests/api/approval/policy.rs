//! Policies.
mod compare;
mod examine;
mod get;
mod list;
mod simulate;
mod withdraw;
