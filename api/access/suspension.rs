//! Whoever belongs to a suspended organisation is told so, and nothing else, wherever they show what opened something before.
//!
//! What refuses them are the functions that open a request, a session or a link; this is asked only after one of them has.
use kernel::{Error, OrgId, ended};

use crate::{Home, outage::unavailable};

/// Refuses the holder of a secret whose organisation is suspended.
pub(crate) async fn unless_suspended(home: &Home, secret_hash: &[u8; 32]) -> Result<(), Error> {
    let asked = sqlx::query_scalar("select door.is_suspended_by($1)").bind(secret_hash.as_slice());
    judged(asked.fetch_one(&home.database.sign_in).await.map_err(unavailable)?)
}

/// The same for whoever has proved that they belong to it.
pub(crate) async fn unless_organisation_suspended(home: &Home, organisation: OrgId) -> Result<(), Error> {
    let asked = sqlx::query_scalar("select door.is_suspended($1)").bind(organisation);
    judged(asked.fetch_one(&home.database.sign_in).await.map_err(unavailable)?)
}

fn judged(is_suspended: bool) -> Result<(), Error> {
    if is_suspended { Err(ended::ORGANISATION_SUSPENDED.into()) } else { Ok(()) }
}
