//! Throw a draft of the approval policy away.
use access::{Answer, Changed, Event, Permit, Work, catalogue::DiscardPolicyDrafts};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Revision};
use serde_json::json;

use super::{
    Deed, PolicyDraftId, store,
    view::{DraftView, show},
};

/// Discard a draft of the approval policy
///
/// It can be read on and is never published.
#[utoipa::path(
    post, path = "/approval-policy-drafts/{id}/discard", tag = "approval",
    params(("id" = PolicyDraftId, Path, description = "The draft.")),
    responses((status = 200, body = DraftView, description = "The discarded draft."))
)]
pub async fn discard_approval_policy_draft(
    permit: Permit<DiscardPolicyDrafts>,
    id: Path<PolicyDraftId>,
    if_match: IfMatch,
) -> Result<Answer<DraftView>, Error> {
    permit.change(async |work| discard(work, *id, if_match.0).await).await
}

/// Locks it, decides, saves and tells.
pub async fn discard(
    work: &mut Work<'_, DiscardPolicyDrafts>,
    id: PolicyDraftId,
    seen: Revision,
) -> Result<Changed<DraftView>, Error> {
    let draft = store::lock(work, id).await?;
    draft.revision.must_be(seen)?;
    let was = draft.status;
    let draft = draft.discard(Deed { by: work.caller().person_id, at: work.now() })?;
    store::save(work, &draft).await?;
    let event = Event::of::<DiscardPolicyDrafts>(id, json!({ "was": was }));
    Ok(Changed::new(show(work, draft).await?, event))
}
