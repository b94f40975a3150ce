//! Submit a requisition for approval.
use access::{Answer, Changed, Event, Permit, Work, catalogue::SubmitRequisitions};
use actix_web::web::Path;
use approval::RouteStatus;
use kernel::{Error, IfMatch, Reference, Revision};
use serde_json::json;

use super::{
    Lifecycle, Requisition, RequisitionId,
    deciding::watch_as_approvers,
    store,
    view::{RequisitionView, show},
};
use crate::number::{self, Series};

/// Submit a requisition
///
/// It takes its number the first time, and goes to its approvers by the policy in force now. Approvals it had before
/// stand when nothing changed that matters; when they are enough, it is approved at once.
#[utoipa::path(
    post,
    path = "/requisitions/{id}/submit",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    responses((status = 200, body = RequisitionView, description = "The requisition, on its way."))
)]
pub async fn submit_requisition(
    permit: Permit<SubmitRequisitions>,
    id: Path<RequisitionId>,
    if_match: IfMatch,
) -> Result<Answer<RequisitionView>, Error> {
    permit.change(async |work| submit(work, *id, if_match.0).await).await
}

/// Locks it, decides, saves and tells.
pub async fn submit(
    work: &mut Work<'_, SubmitRequisitions>,
    id: RequisitionId,
    seen: Revision,
) -> Result<Changed<RequisitionView>, Error> {
    let draft = store::lock(work, id).await?;
    draft.may_submit(work.caller().person_id)?;
    draft.revision.must_be(seen)?;
    let submitted = as_submitted(work, draft).await?;
    // The route names the revision that its approvers will see.
    let mut facts = submitted.facts_as_submitted()?;
    facts.revision = submitted.revision.next();
    let sent = approval::submit(work, &facts).await?;
    let lifecycle = match sent.status {
        RouteStatus::Approved => Lifecycle::Approved,
        RouteStatus::Running
        | RouteStatus::Returned
        | RouteStatus::Rejected
        | RouteStatus::Withdrawn
        | RouteStatus::Cancelled => Lifecycle::InApproval,
    };
    store::save(work, &Requisition { lifecycle, ..submitted }).await?;
    let asked: Vec<_> = sent.waiting_for.iter().map(|waiting| waiting.person_id).collect();
    watch_as_approvers(work, id, &asked).await?;
    let view = show(work, id).await?;
    let detail = json!({
        "number": view.number,
        "policy": sent.policy_number,
        "approvals_kept": sent.carried.iter().map(|step| &step.kept).filter(|kept| !kept.is_empty()).count(),
        "lifecycle": lifecycle,
    });
    Ok(Changed::new(view, Event::of::<SubmitRequisitions>(id, detail)))
}

// With its number, its submitter and what its amounts are worth to the approvers today.
async fn as_submitted(work: &mut Work<'_, SubmitRequisitions>, draft: Requisition) -> Result<Requisition, Error> {
    let (by, at) = (work.caller().person_id, work.now());
    let currency = approval::policy_currency(work).await?;
    let basis = draft.basis_in(work, currency).await?;
    let material_digest = draft.digest()?;
    let number = if let Some(number) = &draft.number {
        number.clone()
    } else {
        let number = number::next(work, Series::Requisition).await?;
        Reference::parse(&number).map_err(std::io::Error::other)?
    };
    Ok(Requisition {
        number: Some(number),
        submitted_by: Some(by),
        submitted_at: Some(at),
        basis: Some(basis),
        material_digest: Some(material_digest),
        ..draft
    })
}
