//! Reading the trail: what happened, what it did to every row, and what was refused.
//!
//! Writing the trail belongs to the door: events and row changes arrive in the transaction that they speak of, or
//! that transaction is lost. This room only reads, and because the trail tells of everybody, each reading is a
//! disclosure that leaves an event of its own. `event` is what happened in the words of the trade; `change` is what
//! it did to a row, with the personal values put back where they are not erased; `denial` is what was refused,
//! folded per session and minute. Nothing here can refuse by a rule of its own, so there are no refusals to list.
//! Nobody edits the trail: its tables belong to a role without members.

pub mod change;
pub mod denial;
pub mod event;
mod period;
mod routes;

pub use routes::routes;
