//! What the door itself promises of requests.
mod confirmation;
