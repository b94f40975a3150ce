//! Send a document for approval.
use access::Work;
use kernel::{Error, Name};

use super::{
    RouteId, Waiting,
    present::{waiting, with_editors},
    resolve,
    store::{self, Found, Said},
};
use crate::{
    CarriedStep, DocumentFacts, Route, RouteStatus, Verdict,
    carry_over::{Carried, carry_over},
    directory,
    policy::in_force::in_force,
    refusals, start,
};

/// What became of a document that was sent for approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// Approved at once when everything it needs was approved before and nothing that matters has changed.
    pub status: RouteStatus,
    pub waiting_for: Vec<Waiting>,
    /// What became of the approvals of the round before; empty in the first.
    pub carried: Vec<CarriedStep>,
    pub policy_name: Name,
    pub policy_number: i32,
}

/// Sends a document through the policy in force, keeping what was approved before; refuses loudly when nobody could.
///
/// Whoever calls has submitted it, unless the facts name another.
pub async fn submit<P>(work: &mut Work<'_, P>, facts: &DocumentFacts) -> Result<Submitted, Error> {
    let caller = work.caller().person_id;
    let version = in_force(work).await?;
    let before = store::last(work, facts.id).await?;
    if before.as_ref().is_some_and(|before| before.progress.status() == RouteStatus::Running) {
        return Err(refusals::ROUTE_IS_RUNNING.into());
    }
    let editors = before.as_ref().map(|before| before.editors.as_slice()).unwrap_or_default();
    let submitted_by = facts.submitted_by.unwrap_or(caller);
    let facts = DocumentFacts { submitted_by: Some(submitted_by), ..with_editors(facts, editors) };
    let needs = version.definition.needs(&facts).under(Some(version.id));
    directory::store::lock(work, &needs).await?;
    let directory = directory::store::load(work, facts.kind, &needs).await?;
    let route = resolve(&version, &facts, &directory)?;
    let Carried { progress, steps: carried } = set_out(before.as_ref(), route);
    let id = RouteId(work.new_id());
    store::open(work, &store::Opening { id, facts: &facts, submitted_by, progress: &progress }).await?;
    for approval in &progress.approvals {
        let said = Said { id: work.new_id(), route: id, verdict: Verdict::Approve, approval };
        store::add_decision(work, &said).await?;
    }
    let status = progress.status();
    if status != RouteStatus::Running {
        store::advance(work, id, &progress, caller).await?;
    }
    let waiting_for = waiting(&progress);
    store::wait_for(work, id, facts.id, &waiting_for).await?;
    Ok(Submitted { status, waiting_for, carried, policy_name: version.name, policy_number: version.number })
}

fn set_out(before: Option<&Found>, route: Route) -> Carried {
    match before {
        Some(before) => carry_over(&before.progress, route),
        None => Carried { progress: start(route), steps: Vec::new() },
    }
}
