//! The one room that knows all the others: it reads the settings, puts the rooms together and serves them.
//!
//! `app` builds the application and its document from one list of routes; `serve`, `migrate`, `demo` and `check` are
//! the commands of the binary. Requests pass `middleware/` first: an id, the caller's network address, the security
//! headers. Nothing of the trade is decided here.

pub mod app;
pub mod command;
pub mod config;
pub mod demo;
pub mod embedded_postgres;
pub mod log;
pub mod mail_catcher;
pub mod middleware;
pub mod openapi;
pub mod problems;
pub mod routes;
pub mod spa;
pub mod surface;
pub mod worker;
