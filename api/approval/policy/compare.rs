//! What one version of the policy says otherwise than another.
use access::{Answer, Permit, Shown, Tx, Work, catalogue::ViewApprovalPolicies};
use actix_web::web::Path;
use kernel::{Error, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::store;
use crate::{
    Policy, PolicyVersion, PolicyVersionId,
    changes::{PolicyChanges, changes},
    names::Mentions,
    route::show::PolicyOf,
};

/// With which version to compare.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CompareRequest {
    /// The older one; the one before when absent.
    pub since_id: Option<PolicyVersionId>,
}

/// Two policies side by side.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyComparison)]
pub struct Comparison {
    /// With which it was compared; null for the first, before which there was none.
    pub since: Option<PolicyOf>,
    pub changes: PolicyChanges,
}

impl Shown for Comparison {}

/// Compare two approval policies
///
/// A version with the one before it that was not withdrawn, or with any other: step by step, what was added, removed and
/// changed, in words.
#[utoipa::path(
    get, path = "/approval-policies/{id}/changes", tag = "approval",
    params(("id" = PolicyVersionId, Path, description = "The newer version."), CompareRequest),
    responses((status = 200, body = Comparison, description = "What differs."))
)]
pub async fn compare_approval_policies(
    permit: Permit<ViewApprovalPolicies>,
    id: Path<PolicyVersionId>,
    request: Query<CompareRequest>,
) -> Result<Answer<Comparison>, Error> {
    permit.read(async |work| compare(work, *id, request.into_inner()).await).await
}

/// Two versions, side by side.
pub async fn compare(
    work: &mut Work<'_, ViewApprovalPolicies>,
    id: PolicyVersionId,
    request: CompareRequest,
) -> Result<Comparison, Error> {
    let version = store::found(work, id).await?;
    let before = match request.since_id {
        Some(id) => Some(store::named_by(work, "since_id", id).await?),
        None => match store::before(work, version.number).await? {
            Some(id) => Some(store::found(work, id).await?),
            None => None,
        },
    };
    Comparison::of(work, before, &version.definition).await
}

impl Comparison {
    /// What `after` says otherwise.
    pub(crate) async fn of(tx: &mut Tx, before: Option<PolicyVersion>, after: &Policy) -> Result<Self, Error> {
        let old = before.as_ref().map(|version| &version.definition);
        let names = store::names(tx, &Mentions::of(old.into_iter().chain([after]))).await?;
        let changes = changes(old, after, &names);
        let since = before.map(|version| PolicyOf { id: version.id, number: version.number, name: version.name });
        Ok(Self { since, changes })
    }
}
