//! Send a proposed policy back.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ReturnPolicyDrafts};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Note, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Deed, PolicyDraftId, store,
    view::{DraftView, show},
};

/// Why it goes back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReturnApprovalPolicyDraftRequest)]
pub struct ReturnRequest {
    /// For its authors.
    pub because: Note,
}

/// Send a proposed policy back
///
/// Its authors see why, and can edit and propose it anew. An author takes their own proposal back the same way.
#[utoipa::path(
    post, path = "/approval-policy-drafts/{id}/return", tag = "approval",
    params(("id" = PolicyDraftId, Path, description = "The draft.")),
    request_body = ReturnRequest,
    responses((status = 200, body = DraftView, description = "The draft, open again."))
)]
pub async fn return_approval_policy_draft(
    permit: Permit<ReturnPolicyDrafts>,
    id: Path<PolicyDraftId>,
    if_match: IfMatch,
    request: Json<ReturnRequest>,
) -> Result<Answer<DraftView>, Error> {
    permit.change(async |work| send_back(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn send_back(
    work: &mut Work<'_, ReturnPolicyDrafts>,
    id: PolicyDraftId,
    seen: Revision,
    request: ReturnRequest,
) -> Result<Changed<DraftView>, Error> {
    let draft = store::lock(work, id).await?;
    draft.revision.must_be(seen)?;
    let event = Event::of::<ReturnPolicyDrafts>(id, json!({ "because": request.because }));
    let draft = draft.send_back(request.because, Deed { by: work.caller().person_id, at: work.now() })?;
    store::save(work, &draft).await?;
    Ok(Changed::new(show(work, draft).await?, event))
}
