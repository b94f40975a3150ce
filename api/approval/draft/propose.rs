//! Offer a draft of the approval policy for publication.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ProposePolicyDrafts};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Revision};
use serde_json::json;

use super::{
    Deed, PolicyDraftId, store,
    view::{DraftView, show},
};
use crate::policy::{known::must_be_known, store as versions};

/// Propose a draft of the approval policy
///
/// From now on somebody who wrote none of it can publish it or send it back. A draft that does not follow the newest
/// version is refused, for publishing it would undo what was published since.
#[utoipa::path(
    post, path = "/approval-policy-drafts/{id}/propose", tag = "approval",
    params(("id" = PolicyDraftId, Path, description = "The draft.")),
    responses((status = 200, body = DraftView, description = "The proposed draft."))
)]
pub async fn propose_approval_policy_draft(
    permit: Permit<ProposePolicyDrafts>,
    id: Path<PolicyDraftId>,
    if_match: IfMatch,
) -> Result<Answer<DraftView>, Error> {
    permit.change(async |work| propose(work, *id, if_match.0).await).await
}

/// Locks it, decides, saves and tells.
pub async fn propose(
    work: &mut Work<'_, ProposePolicyDrafts>,
    id: PolicyDraftId,
    seen: Revision,
) -> Result<Changed<DraftView>, Error> {
    let draft = store::lock(work, id).await?;
    draft.revision.must_be(seen)?;
    must_be_known(work, &draft.content.definition).await?;
    let newest = versions::newest(work).await?.policy.id;
    let draft = draft.propose(newest, Deed { by: work.caller().person_id, at: work.now() })?;
    store::save(work, &draft).await?;
    let event = Event::of::<ProposePolicyDrafts>(id, json!({ "name": draft.content.name, "based_on_id": newest }));
    Ok(Changed::new(show(work, draft).await?, event))
}
