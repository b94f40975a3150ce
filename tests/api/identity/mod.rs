//! Who is calling: in, still in, out.
mod browser;
mod link;
mod session;
mod token;
