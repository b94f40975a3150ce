//! Purchasing.
mod order;
mod requisition;
