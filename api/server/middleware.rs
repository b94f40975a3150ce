//! What every request passes before its handler: an id, where it comes from, how many come from there, and the headers of its answer.
pub mod headers;
pub mod log;
pub mod origin;
pub mod rate;
