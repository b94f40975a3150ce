//! An organisation is suspended: it lets nobody in and loses nothing.
pub mod carry_out;
pub mod create;
pub mod withdraw;
