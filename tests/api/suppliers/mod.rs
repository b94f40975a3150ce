//! Suppliers.
mod supplier;
