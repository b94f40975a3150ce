//! A person of the organisation.
mod activate;
mod export;
mod get;
mod list;
mod revoke_grants;
