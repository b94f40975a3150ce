//! Who would approve a document if it were submitted now.
use access::Tx;
use kernel::Error;

use super::{present::with_editors, store};
use crate::{DocumentFacts, Played, Simulation, directory, simulate::simulate};

/// Plays a policy through for a document, whose amounts are told in its currency; dead ends are part of the answer.
pub async fn preview(tx: &mut Tx, played: &Played, facts: &DocumentFacts) -> Result<Simulation, Error> {
    let editors = store::last(tx, facts.id).await?.map(|found| found.editors).unwrap_or_default();
    let facts = with_editors(facts, &editors);
    let needs = played.definition.needs(&facts).under(played.policy.as_ref().map(|policy| policy.id));
    let directory = directory::store::load(tx, facts.kind, &needs).await?;
    Ok(simulate(&played.definition, &facts, &directory))
}
