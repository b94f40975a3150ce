//! Whom an owner lets read for support.
mod approve;
mod end;
mod list;
mod refuse;
