//! An operator's account is closed: they are out from then on.
pub mod create;
