//! Remember who changed a document after it was first sent for approval.
use access::Work;
use kernel::{DocumentId, Error};

use super::store;

/// The caller changed something material, and so does not approve this document any more (SOD-12).
///
/// To be called at each material change of a document that was submitted before; a first draft has no editors.
pub async fn note_editor<P>(work: &mut Work<'_, P>, document: DocumentId) -> Result<(), Error> {
    let person = work.caller().person_id;
    store::add_editor(work, document, person).await
}
