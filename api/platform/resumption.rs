//! A suspended organisation is let in again: its people sign in anew.
pub mod carry_out;
pub mod create;
pub mod withdraw;
