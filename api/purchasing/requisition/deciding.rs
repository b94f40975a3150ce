//! What approving, returning and rejecting have in common: one verdict on the step that asks the caller.
use access::{Changed, Event, Work, permission::Changes};
use approval::{Outcome, Verdict, decide};
use conversation::{Because, DocumentKindText, watch};
use kernel::{Error, Note, PersonId, Revision};
use serde_json::json;

use super::{
    Lifecycle, Requisition, RequisitionId, store,
    view::{RequisitionView, show},
};

/// What an approver says.
pub(super) struct Said {
    pub verdict: Verdict,
    pub note: Option<Note>,
    /// The revision that they saw.
    pub seen: Revision,
}

/// Locks it, decides, saves and tells.
pub(super) async fn decided<P: Changes>(
    work: &mut Work<'_, P>,
    id: RequisitionId,
    said: Said,
) -> Result<Changed<RequisitionView>, Error> {
    let requisition = store::lock(work, id).await?;
    requisition.must_be_in_approval()?;
    let facts = requisition.facts_as_submitted()?;
    let decided = decide(work, &facts, said.verdict, said.note, said.seen).await?;
    let lifecycle = match decided.outcome {
        Outcome::Counted | Outcome::StepSatisfied => Lifecycle::InApproval,
        Outcome::RouteApproved => Lifecycle::Approved,
        Outcome::Returned => Lifecycle::Draft,
        Outcome::Rejected => Lifecycle::Rejected,
    };
    // A step on the way changes nothing of what the next approver sees.
    if lifecycle != requisition.lifecycle {
        store::save(work, &Requisition { lifecycle, ..requisition }).await?;
    }
    let asked: Vec<_> = decided.waiting_for.iter().map(|waiting| waiting.person_id).collect();
    watch_as_approvers(work, id, &asked).await?;
    let detail = json!({ "step": decided.step_name, "outcome": decided.outcome, "lifecycle": lifecycle });
    Ok(Changed::new(show(work, id).await?, Event::of::<P>(id, detail)))
}

/// Whoever is asked to approve sees what they are asked about.
pub(super) async fn watch_as_approvers<P>(
    work: &mut Work<'_, P>,
    id: RequisitionId,
    people: &[PersonId],
) -> Result<(), Error> {
    watch(work, DocumentKindText::Requisition, id.0, people, Because::Approver).await
}
