//! The operators' plane: who runs the installation, and what they may do to organisations without seeing into them.
//!
//! An operator comes in by a one-time link that the installation's own command prints, or that two of security have mailed, and sets a password and an authenticator app in one step: there is
//! no session without both. What is done here is done in the directory, under a role that reads no row of an organisation; a home lends names and counts,
//! and suspends an organisation only on the sealed word of two operators. The last owner is brought back once a record of their domain says so, everybody was
//! told, and days have passed. The organisations' own rooms know nothing of this one.

mod closing;
mod confirmation_link;
mod deletion;
mod event;
mod link;
mod operator;
mod operator_change;
mod organisation;
mod passkey;
mod passkey_sign_in;
mod recovery;
mod refusals;
mod resumption;
mod routes;
mod session;
mod standing;
mod support_access;
mod suspension;

pub use deletion::Deletions;
pub use recovery::{Recoveries, Resolver};
pub use refusals::REFUSALS;
pub use routes::routes;
