//! End a route because its document was cancelled.
use access::Work;
use kernel::{Error, Note};

use super::store;
use crate::{DocumentFacts, Ending, HowEnded, Progress, RouteStatus};

/// Ends the running route, if there is one; who may cancel is the document's own rule.
pub async fn end_route<P>(work: &mut Work<'_, P>, facts: &DocumentFacts, because: Option<Note>) -> Result<(), Error> {
    store::lock(work, facts.id).await?;
    let running = |found: &store::Found| found.progress.status() == RouteStatus::Running;
    let Some(found) = store::last(work, facts.id).await?.filter(running) else { return Ok(()) };
    let (by, at) = (work.caller().person_id, work.now());
    let ending = Ending { how: HowEnded::Cancelled, step: None, by, at, note: because };
    let progress = Progress { ending: Some(ending), ..found.progress };
    store::advance(work, found.id, &progress, by).await?;
    store::wait_for(work, found.id, facts.id, &[]).await
}
