//! Purchasing: requisitions, orders, the printed order, and the import of suppliers and orders.
//!
//! Both documents are made of lines (`line.rs`), bear discounts and charges (`adjustment.rs`), come to totals (`totals.rs`) and take a number (`number.rs`) by the
//! same rules; who may see one is decided in SQL by what `sight.rs` binds. Whoever leaves the organisation hands over here what is open with them.

pub mod adjustment;
pub mod adjustment_reason;
pub mod import;
pub mod leaver;
pub mod line;
pub mod number;
pub mod order;
mod pricing;
pub mod printed;
mod refusals;
pub mod requisition;
mod route_preview;
mod routes;
pub mod sight;
pub mod totals;

pub use refusals::REFUSALS;
pub use requisition::REFUSALS as REQUISITION_REFUSALS;
pub use routes::routes;
