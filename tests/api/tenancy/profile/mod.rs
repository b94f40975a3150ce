//! One's own profile.
mod get;
mod update;

const PATH: &str = "/v1/profile";
