//! Who is calling: in, still in, out.
pub mod browser;
mod link;
mod password;
mod session;
mod token;
