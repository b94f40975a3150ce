//! A person of the organisation.
mod get;
mod list;
