//! The application of one test, with a database of its own, and the people who use it.
//!
//! `let app = App::start().await; let hotel = app.hotel().await; hotel.requester().gets("/v1/session").await`.
//! Sessions are opened by the door's own function, round the password, because a hash takes longer than the test;
//! signing in itself is tested in `identity/`. Everything else goes through the front door.
#![allow(dead_code, unused_imports, reason = "not every test binary speaks all of it")]
mod answer;
mod app;
mod confirmation;
mod device;
mod dns;
pub mod exported;
mod mail;
pub mod operator;
mod organisation;
mod owner_recovery;
mod person;
pub mod statements;

pub use answer::Answer;
pub use app::{App, ORIGIN, Start, cluster, home, passwords, ring, ring_before, seed};
pub use confirmation::shown_for;
pub use device::Device;
pub use dns::Dns;
pub use mail::Caught;
pub use operator::SupportOperator;
pub use organisation::Organisation;
pub use owner_recovery::Recovery;
pub use person::Person;
