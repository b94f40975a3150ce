//! What leaves the building: mail, written in the transaction that is the reason for it and sent afterwards.
//!
//! No room needs this one to send: the door keeps a row, with the kind of the mail and the facts that it is written
//! from, and the worker has it written here and handed to the mail server of the home. A server that cannot be
//! reached, or says "later", is asked again, at growing distances, until what the mail says is of no use any more;
//! one that says "never" is believed. What was refused is shown to the organisation with the server's own words.
//! A mail has one id in all its tries, so that a reader who gets it twice can tell. Nobody but the reader sees what
//! a mail says: its secret is sealed until it is sent, and forgotten then.

mod letter;
mod mail;
mod mail_server;
mod mailer;
mod own_server;
mod refusals;
mod routes;

pub use letter::{Letter, MailKind};
pub use mail::post::{post_mail, post_operators_mail};
pub use mailer::{Mailer, Mailers};
pub use own_server::Reach;
pub use refusals::REFUSALS;
pub use routes::routes;
