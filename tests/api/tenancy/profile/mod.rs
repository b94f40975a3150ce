//! One's own profile.
mod cancel_email_change;
mod change_email;
mod get;
mod update;

const PATH: &str = "/v1/profile";
