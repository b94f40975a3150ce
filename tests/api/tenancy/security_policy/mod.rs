//! How long sign-ins live and how guessing is slowed down.
mod get;
mod second_factor;
mod update;

const PATH: &str = "/v1/security-policy";
