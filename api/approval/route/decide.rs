//! Give one verdict on the step that asks the caller.
use access::Work;
use kernel::{Error, Name, Note, Revision};

use super::{
    Waiting,
    present::{look_and_lock, waiting},
    store::{self, Said},
};
use crate::{
    Approval, DocumentFacts, LeftOut, Outcome, RouteStatus, StepNumber, Verdict,
    decide::{self, Decision},
};

/// What a verdict did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub outcome: Outcome,
    pub step: StepNumber,
    pub step_name: Name,
    /// Whom the route waits for now; empty once it ended.
    pub waiting_for: Vec<Waiting>,
    /// The steps that this verdict caused to be left out.
    pub left_out: Vec<LeftOut>,
}

/// Carries a document's route on by the caller's verdict on the revision they saw, or says why not and who could.
pub async fn decide<P>(
    work: &mut Work<'_, P>,
    facts: &DocumentFacts,
    verdict: Verdict,
    note: Option<Note>,
    seen: Revision,
) -> Result<Decided, Error> {
    let (by, at) = (work.caller().person_id, work.now());
    let standpoint = look_and_lock(work, facts).await?;
    let found = &standpoint.found;
    let decision = Decision { by, step: None, verdict, note: note.clone(), seen, at };
    let turn = decide::decide(&found.progress, standpoint.present(), decision)?;
    let approval = Approval { step: turn.step, by, at, note, revision: seen, is_carried: false };
    let said = Said { id: work.new_id(), route: found.id, verdict, approval: &approval };
    store::add_decision(work, &said).await?;
    if turn.progress.status() != RouteStatus::Running || !turn.left_out.is_empty() {
        store::advance(work, found.id, &turn.progress, by).await?;
    }
    let waiting_for = waiting(&turn.progress);
    store::wait_for(work, found.id, facts.id, &waiting_for).await?;
    let step_name = turn.step_name()?;
    Ok(Decided { outcome: turn.outcome, step: turn.step, step_name, waiting_for, left_out: turn.left_out })
}
