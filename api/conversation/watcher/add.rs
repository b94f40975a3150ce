//! Letting people watch.
use access::Work;
use kernel::{Error, PersonId};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Because, store};
use crate::DocumentKindText;

/// Whom to let watch.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WatchRequest {
    pub person_id: PersonId,
}

/// Lets people watch; doing it twice is harmless, and a part in the document outweighs having been asked or mentioned.
pub async fn watch<P>(
    work: &mut Work<'_, P>,
    kind: DocumentKindText,
    document_id: Uuid,
    people: &[PersonId],
    because: Because,
) -> Result<(), Error> {
    let at = work.now();
    store::add(work, kind, &[document_id], people, because, at).await
}

/// Lets somebody watch all of these documents, as [`watch`] does one.
pub async fn watch_all<P>(
    work: &mut Work<'_, P>,
    kind: DocumentKindText,
    documents: &[Uuid],
    person: PersonId,
    because: Because,
) -> Result<(), Error> {
    let at = work.now();
    store::add(work, kind, documents, &[person], because, at).await
}

/// Lets somebody watch because the caller asks for it; nobody of that id is a field error.
pub async fn watch_on_request<P>(
    work: &mut Work<'_, P>,
    kind: DocumentKindText,
    document_id: Uuid,
    request: &WatchRequest,
) -> Result<(), Error> {
    if !store::unknown_among(work, &[request.person_id]).await?.is_empty() {
        return Err(Error::invalid("person_id", "unknown", "Must be somebody active of this organisation."));
    }
    watch(work, kind, document_id, &[request.person_id], Because::Asked).await
}
