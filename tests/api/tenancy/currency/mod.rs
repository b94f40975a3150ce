//! A currency.
mod list;
