//! Denials.
mod list;
