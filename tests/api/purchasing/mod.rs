//! Purchasing.
mod adjustment_reason;
mod import;
mod leaver;
pub mod order;
mod requisition;
mod route_preview;
