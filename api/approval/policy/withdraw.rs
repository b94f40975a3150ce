//! Withdraw a version before it takes effect.
use access::{Answer, Changed, Event, Permit, Work, catalogue::WithdrawApprovalPolicies};
use actix_web::web::Path;
use kernel::{Error, Json, Note};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{get::PolicyView, store};
use crate::PolicyVersionId;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WithdrawApprovalPolicyRequest)]
pub struct WithdrawRequest {
    /// Shown beside the version.
    pub reason: Note,
}

/// Withdraw an approval policy
///
/// A version that has not taken effect never will; what is in force stays in force. In the last minute before its hour it
/// is too late: publish another one.
#[utoipa::path(
    post, path = "/approval-policies/{id}/withdraw", tag = "approval",
    params(("id" = PolicyVersionId, Path, description = "The version.")),
    request_body = WithdrawRequest,
    responses((status = 200, body = PolicyView, description = "The withdrawn version."))
)]
pub async fn withdraw_approval_policy(
    permit: Permit<WithdrawApprovalPolicies>,
    id: Path<PolicyVersionId>,
    request: Json<WithdrawRequest>,
) -> Result<Answer<PolicyView>, Error> {
    permit.change(async |work| withdraw(work, *id, request.into_inner()).await).await
}

/// Decides, saves and tells; that nobody does it twice is the table's key.
pub async fn withdraw(
    work: &mut Work<'_, WithdrawApprovalPolicies>,
    id: PolicyVersionId,
    request: WithdrawRequest,
) -> Result<Changed<PolicyView>, Error> {
    let now = work.now();
    let published = store::published(work, id).await?;
    published.may_be_withdrawn(now)?;
    let by = work.caller().person_id;
    store::withdraw(work, id, by, &request.reason).await?;
    let detail = json!({ "number": published.version.number, "reason": request.reason });
    let shown = PolicyView::read(work, id).await?;
    Ok(Changed::new(shown, Event::of::<WithdrawApprovalPolicies>(id, detail)))
}
