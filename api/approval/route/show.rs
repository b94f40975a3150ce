//! A document's newest route, for its page: every step, why it is asked, whom, and who said what.
use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{DocumentId, Error, Name, Note, PersonId, Revision};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    RouteId, RouteStep, Waiting,
    present::waiting,
    store::{self, Found},
};
use crate::{
    Approval, Candidate, Ending, HowEnded, PolicyVersionId, Progress, Quorum, RouteStatus, StepNumber, StepState,
};

/// A route as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalRoute)]
pub struct RouteView {
    pub id: RouteId,
    pub status: RouteStatus,
    /// The policy that the document was submitted under, and keeps.
    pub policy: PolicyOf,
    /// The document's revision when it was submitted.
    pub document_revision: Revision,
    pub opened_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// How it ended, unless by approval.
    pub ended: Option<EndedView>,
    /// In the policy's own sequence; steps of a lower `order` come first.
    pub steps: Vec<StepView>,
    /// Whom the open steps wait for.
    pub waiting_for: Vec<Waiting>,
}

/// One version of the policy, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyReference)]
pub struct PolicyOf {
    pub id: PolicyVersionId,
    #[schema(example = 1)]
    pub number: i32,
    pub name: Name,
}

/// One step, those that were not asked included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalStep)]
pub struct StepView {
    pub number: StepNumber,
    pub name: Name,
    #[schema(example = 1)]
    pub order: u8,
    pub state: StepState,
    /// Why the policy asks it or not.
    #[schema(example = "GM: total 1,250.00 EUR is above 1,000.00 EUR")]
    pub why: String,
    /// Why it was left out although the policy asks it (SOD-02).
    pub left_out_because: Option<String>,
    pub quorum: Quorum,
    /// How many different people must approve.
    pub needed: u32,
    /// Who could, when the document was submitted.
    pub candidates: Vec<Candidate>,
    pub approvals: Vec<ApprovalGiven>,
}

/// One person's yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ApprovalGiven {
    pub person_id: PersonId,
    pub person_name: Name,
    pub at: DateTime<Utc>,
    pub note: Option<Note>,
    /// The revision that was approved.
    pub revision: Revision,
    /// Whether it was given in an earlier round, for a document that did not change since.
    pub is_carried: bool,
}

/// An end that is no approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalEnd)]
pub struct EndedView {
    pub how: HowEnded,
    /// At which step; null when it was withdrawn or the document cancelled.
    pub step: Option<StepNumber>,
    pub person_id: PersonId,
    pub person_name: Option<Name>,
    pub note: Option<Note>,
}

/// The newest route of a document; none when it was never submitted.
pub async fn route_of(tx: &mut Tx, document: DocumentId) -> Result<Option<RouteView>, Error> {
    Ok(store::last(tx, document).await?.map(RouteView::of))
}

impl RouteView {
    fn of(found: Found) -> Self {
        let Found { id, policy, policy_name, progress, opened_at, ended_at, ender_name, .. } = found;
        let ended = progress.ending.clone().map(|Ending { how, step, by, at: _, note }| EndedView {
            how,
            step,
            person_id: by,
            person_name: ender_name,
            note,
        });
        Self {
            id,
            status: progress.status(),
            policy: PolicyOf { id: policy, number: progress.route.policy_number, name: policy_name },
            document_revision: progress.route.revision,
            opened_at,
            ended_at,
            ended,
            steps: progress.route.steps.iter().map(|step| StepView::of(step, &progress)).collect(),
            waiting_for: waiting(&progress),
        }
    }
}

impl StepView {
    fn of(step: &RouteStep, progress: &Progress) -> Self {
        let approvals = progress.approvals.iter().filter(|approval| approval.step == step.number);
        let left_out = progress.left_out.iter().find(|left| left.step == step.number);
        Self {
            number: step.number,
            name: step.name.clone(),
            order: step.order,
            state: progress.step_state(step.number).unwrap_or(StepState::Skipped),
            why: step.why.clone(),
            left_out_because: left_out.map(|left| left.why.clone()),
            quorum: step.quorum,
            needed: step.needed,
            candidates: step.candidates.clone(),
            approvals: approvals.filter_map(|approval| ApprovalGiven::of(approval, step)).collect(),
        }
    }
}

impl ApprovalGiven {
    // Whoever approved was a candidate of the frozen step, and bears the name of that day.
    fn of(approval: &Approval, step: &RouteStep) -> Option<Self> {
        let candidate = step.candidates.iter().find(|candidate| candidate.person == approval.by)?;
        let Approval { step: _, by, at, note, revision, is_carried } = approval.clone();
        Some(Self { person_id: by, person_name: candidate.name.clone(), at, note, revision, is_carried })
    }
}
