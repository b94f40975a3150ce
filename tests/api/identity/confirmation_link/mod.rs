//! The link beside a code.
mod deny;
