//! Who is calling: in, still in, out.
pub mod browser;
mod link;
mod session;
mod token;
