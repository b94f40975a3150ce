//! What leaves the building.
mod mail;
