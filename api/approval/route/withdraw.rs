//! Take a document back while it is being approved.
use access::Work;
use kernel::{Error, Note};

use super::{present::look_and_lock, store};
use crate::{DocumentFacts, withdraw as rule};

/// Ends the running route of a document that is the caller's own; its approvals are kept where nothing changes.
pub async fn withdraw<P>(work: &mut Work<'_, P>, facts: &DocumentFacts, note: Option<Note>) -> Result<(), Error> {
    let (by, at) = (work.caller().person_id, work.now());
    let standpoint = look_and_lock(work, facts).await?;
    let progress = rule::withdraw(&standpoint.found.progress, standpoint.present(), by, note, at)?;
    store::advance(work, standpoint.found.id, &progress, by).await?;
    store::wait_for(work, standpoint.found.id, facts.id, &[]).await
}
