//! One draft of the approval policy, whole.
use access::{Answer, Permit, Work, catalogue::ViewPolicyDrafts};
use actix_web::web::Path;
use kernel::Error;

use super::{
    PolicyDraftId, store,
    view::{DraftView, show},
};

/// Get a draft of the approval policy
///
/// With every step as data and in words, and with what you may do with it.
#[utoipa::path(
    get, path = "/approval-policy-drafts/{id}", tag = "approval",
    params(("id" = PolicyDraftId, Path, description = "The draft.")),
    responses((status = 200, body = DraftView, description = "The draft."))
)]
pub async fn get_approval_policy_draft(
    permit: Permit<ViewPolicyDrafts>,
    id: Path<PolicyDraftId>,
) -> Result<Answer<DraftView>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// One draft.
pub async fn get(work: &mut Work<'_, ViewPolicyDrafts>, id: PolicyDraftId) -> Result<DraftView, Error> {
    let draft = store::find(work, id).await?;
    show(work, draft).await
}
