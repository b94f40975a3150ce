//! The policy that holds now.
use access::Tx;
use kernel::{Currency, Error};

use super::store::{Wanted, versions};
use crate::{PolicyVersion, refusals};

/// The currency of the policy in force, into which a document's amounts are converted before it is submitted.
pub async fn policy_currency(tx: &mut Tx) -> Result<Currency, Error> {
    in_force(tx).await.map(|version| version.definition.currency)
}

/// The version in force now, or the refusal that there is none.
pub(crate) async fn in_force(tx: &mut Tx) -> Result<PolicyVersion, Error> {
    let version = versions(tx, Wanted::InForce).await?.into_iter().next();
    version.map(|published| published.version).ok_or_else(|| refusals::NO_POLICY_IN_FORCE.into())
}
