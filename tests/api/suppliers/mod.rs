//! Suppliers.
pub mod supplier;
