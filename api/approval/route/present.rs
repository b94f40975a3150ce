//! A document as it is now: its newest route, its editors, and the people whom the route asks.
use access::Tx;
use kernel::{Error, PersonId};

use super::{Waiting, store};
use crate::{Directory, DocumentFacts, Needs, Progress, decide::Present, directory, refusals};

/// A route with everything that a decision on it is judged by.
pub(crate) struct Standpoint {
    pub found: store::Found,
    pub facts: DocumentFacts,
    pub directory: Directory,
}

impl Standpoint {
    pub(crate) fn present(&self) -> Present<'_> {
        Present { facts: &self.facts, directory: &self.directory }
    }
}

/// Looks at the document's newest route as it stands; none when it was never submitted.
pub(crate) async fn look(tx: &mut Tx, facts: &DocumentFacts) -> Result<Option<Standpoint>, Error> {
    let Some(found) = store::last(tx, facts.id).await? else { return Ok(None) };
    let facts = with_editors(facts, &found.editors);
    let needs = Needs::of(found.progress.route.steps.iter().map(|step| &step.who), &facts);
    let directory = directory::store::load(tx, facts.kind, &needs).await?;
    Ok(Some(Standpoint { found, facts, directory }))
}

/// The same, with the route locked; a document that was never submitted has none to decide on.
pub(crate) async fn look_and_lock(tx: &mut Tx, facts: &DocumentFacts) -> Result<Standpoint, Error> {
    store::lock(tx, facts.id).await?;
    look(tx, facts).await?.ok_or_else(|| refusals::ROUTE_IS_CLOSED.into())
}

/// The facts with everybody who changed the document since it was first submitted.
pub(crate) fn with_editors(facts: &DocumentFacts, editors: &[PersonId]) -> DocumentFacts {
    let mut facts = facts.clone();
    facts.editors.extend(editors);
    facts.editors.sort_unstable();
    facts.editors.dedup();
    facts
}

/// Whom the open steps wait for: step by step, within one by name.
pub(crate) fn waiting(progress: &Progress) -> Vec<Waiting> {
    let named = |(number, person)| {
        let step = progress.step(number)?;
        let candidate = step.candidates.iter().find(|candidate| candidate.person == person)?;
        let (step_name, person_name) = (step.name.clone(), candidate.name.clone());
        Some(Waiting { step: number, step_name, person_id: person, person_name })
    };
    let mut waiting: Vec<Waiting> = progress.waiting_for().into_iter().filter_map(named).collect();
    waiting.sort_by(|one, other| {
        (one.step, &one.person_name, one.person_id).cmp(&(other.step, &other.person_name, other.person_id))
    });
    waiting
}
