//! The rules of the house that a program can read off the files: rooms, lengths, names, words, the law of the same path.
//!
//! It reads text and knows no room. `allowed.rs` is the one list of exceptions; a line there that nothing needs any more
//! fails, so that the list can only shrink.
#![cfg(test)]

mod allowed;
mod decisions;
mod judge;
mod lengths;
mod names;
mod rooms;
mod rust_text;
mod same_path;
mod session_set;
mod tree;
mod words;
