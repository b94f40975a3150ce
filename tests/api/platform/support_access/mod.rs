//! Being let in for support, as the operator sees it; and what reads by it, by direct SQL too.
mod create;
mod direct;
mod leave;
mod list;
mod open;
mod reading;
