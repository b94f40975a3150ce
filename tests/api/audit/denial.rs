//! Denials.
mod export;
mod list;
