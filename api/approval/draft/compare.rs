//! What a draft says otherwise than a version.
use access::{Answer, Permit, Work, catalogue::ViewPolicyDrafts};
use actix_web::web::Path;
use kernel::{Error, Query};

use super::{PolicyDraftId, store};
use crate::policy::{
    compare::{CompareRequest, Comparison},
    store as versions,
};

/// Compare a draft of the approval policy
///
/// With the version that it is to follow, or with any other: step by step, what was added, removed and changed, in words.
#[utoipa::path(
    get, path = "/approval-policy-drafts/{id}/changes", tag = "approval",
    params(("id" = PolicyDraftId, Path, description = "The draft."), CompareRequest),
    responses((status = 200, body = Comparison, description = "What differs."))
)]
pub async fn compare_approval_policy_draft(
    permit: Permit<ViewPolicyDrafts>,
    id: Path<PolicyDraftId>,
    request: Query<CompareRequest>,
) -> Result<Answer<Comparison>, Error> {
    permit.read(async |work| compare(work, *id, request.into_inner()).await).await
}

/// A draft and a version, side by side.
pub async fn compare(
    work: &mut Work<'_, ViewPolicyDrafts>,
    id: PolicyDraftId,
    request: CompareRequest,
) -> Result<Comparison, Error> {
    let draft = store::find(work, id).await?;
    let before = match request.since_id {
        Some(id) => versions::named_by(work, "since_id", id).await?,
        None => versions::found(work, draft.content.based_on).await?,
    };
    Comparison::of(work, Some(before), &draft.content.definition).await
}
