//! Who must agree, and who has.
mod document;
#[path = "approval/approval/list.rs"]
mod list;
mod policy;
mod route;
mod separation;
