//! Speed as ratios within one run, and the plans and messages that it rests on.
//!
//! `ground` makes a database with many orders of several organisations; `app` serves it. `recorder` stands between the
//! service and PostgreSQL and keeps every message that one request sends, with the values it binds; `replay` sends the
//! same messages over the same driver and pool, without HTTP: that is "bare". `plan` asks PostgreSQL how it would run a
//! recorded statement with its recorded values. So nothing here is SQL of our own about orders: all is what the service
//! really sends. `rounds` measures, `cpu` says what other programs took meanwhile, `report` writes it down.
pub mod app;
pub mod client;
pub mod context;
pub mod cpu;
pub mod crowd;
pub mod figures;
pub mod ground;
pub mod load;
pub mod message;
pub mod open_loop;
pub mod operation;
pub mod plan;
pub mod process;
pub mod profile;
pub mod recorder;
pub mod replay;
pub mod report;
pub mod rounds;
pub mod tape;

/// What cannot be gone on with, in words.
pub fn failure(why: impl Into<String>) -> kernel::Error {
    std::io::Error::other(why.into()).into()
}
