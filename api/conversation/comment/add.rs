//! Saying something about a document.
use access::Work;
use kernel::{Error, FieldError, Note, PersonId};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Comment, CommentId, MENTIONS_MAX, store};
use crate::{Because, DocumentKindText, watch, watcher::unknown_among};

/// What to say, and whom it speaks to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommentRequest {
    pub body: Note,
    /// Whom it speaks to; they see the document from then on.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub mentions: Vec<PersonId>,
}

/// Adds a comment as the caller; whoever is mentioned becomes a watcher.
pub async fn add_comment<P>(
    work: &mut Work<'_, P>,
    kind: DocumentKindText,
    document_id: Uuid,
    request: CommentRequest,
) -> Result<Comment, Error> {
    let CommentRequest { body, mentions } = request;
    check(work, &mentions).await?;
    let id = CommentId(work.new_id());
    let number = store::add(work, kind, document_id, id, &body, &mentions).await?;
    watch(work, kind, document_id, &mentions, Because::Mentioned).await?;
    let said = store::page(work, document_id, number.saturating_sub(1), 1).await?;
    said.into_iter().next().ok_or_else(Error::not_found)
}

async fn check<P>(work: &mut Work<'_, P>, mentions: &[PersonId]) -> Result<(), Error> {
    if mentions.len() > MENTIONS_MAX {
        return Err(Error::invalid("mentions", "too_many", format!("At most {MENTIONS_MAX} people.")));
    }
    let unknown = unknown_among(work, mentions).await?;
    let errors: Vec<_> = mentions
        .iter()
        .enumerate()
        .filter(|(_, person)| unknown.contains(person))
        .map(|(place, _)| {
            let field = format!("mentions[{place}]");
            FieldError::new(field, "unknown", "Must be somebody active of this organisation.")
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::invalid_fields(errors)) }
}
