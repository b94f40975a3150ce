//! Events, in a list and one by one.
mod export;
mod get;
mod list;
