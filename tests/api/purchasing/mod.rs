//! Purchasing.
mod adjustment_reason;
mod import;
mod leaver;
mod order;
mod requisition;
mod route_preview;
