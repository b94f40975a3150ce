//! The link in the owner's mail.
mod stop;
