//! The commands of the binary, each on a database that `place` finds or starts.
pub mod check;
pub mod migrate;
pub mod open;
pub mod operator;
pub mod organisation;
pub mod permissions;
pub mod place;
pub mod serve;
