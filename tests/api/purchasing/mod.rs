//! Purchasing.
mod import;
mod order;
mod requisition;
