//! Events, in a list and one by one.
mod get;
mod list;
