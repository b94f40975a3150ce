//! A person of the organisation.
mod export;
mod get;
mod list;
