//! Who would approve a document if it were submitted now.
use access::Tx;
use kernel::Error;

use super::{present::with_editors, store};
use crate::{DocumentFacts, Simulation, directory, policy::in_force::in_force, simulate::simulate};

/// Plays the policy in force through for a document; dead ends are part of the answer.
pub async fn preview(tx: &mut Tx, facts: &DocumentFacts) -> Result<Simulation, Error> {
    let version = in_force(tx).await?;
    let editors = store::last(tx, facts.id).await?.map(|found| found.editors).unwrap_or_default();
    let facts = with_editors(facts, &editors);
    let directory = directory::store::load(tx, facts.kind, &version.definition.needs(&facts)).await?;
    Ok(simulate(&version.definition, &facts, &directory))
}
