//! Signing in with a passkey: what every operator is asked. It is kept nowhere until it is answered, and the directory takes each answer once.
pub mod begin;
