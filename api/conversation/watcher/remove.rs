//! Letting somebody watch no longer.
use access::Work;
use kernel::{Error, PersonId};
use uuid::Uuid;

use super::store;
use crate::WATCHES_BY_PART;

/// Ends somebody's watching; who has a part in the document stays, and who does not watch is not found.
pub async fn unwatch<P>(work: &mut Work<'_, P>, document_id: Uuid, person: PersonId) -> Result<(), Error> {
    match store::remove(work, document_id, person).await? {
        Some(true) => Ok(()),
        Some(false) => Err(WATCHES_BY_PART.into()),
        None => Err(Error::not_found()),
    }
}
