//! Who is calling: in, still in, out.
pub mod authenticator;
pub mod browser;
mod link;
mod password;
mod recovery_code;
mod ring;
mod session;
mod token;
mod totp;
