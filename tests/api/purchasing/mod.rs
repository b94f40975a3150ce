//! Purchasing.
mod adjustment_reason;
mod import;
mod order;
mod requisition;
mod route_preview;
