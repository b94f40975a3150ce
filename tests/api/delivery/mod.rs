//! What leaves the building.
mod mail;
mod mail_server;
