//! Who must agree, and who has.
mod document;
pub mod draft;
#[path = "approval/approval/list.rs"]
mod list;
mod policy;
mod route;
mod second_person;
mod separation;
