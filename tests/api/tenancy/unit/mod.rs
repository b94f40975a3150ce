//! A unit of measure.
mod list;
