//! One version of the approval policy, whole.
use access::{Answer, Permit, Shown, Work, catalogue::ViewApprovalPolicies};
use actix_web::web::Path;
use chrono::{DateTime, Utc};
use kernel::{Error, Name};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    list::Publisher,
    store::{Published, Wanted, versions},
};
use crate::{Policy, PolicyVersionId};

/// One version with its steps; it never changes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApprovalPolicy)]
pub struct PolicyView {
    pub id: PolicyVersionId,
    /// Counts the organisation's versions, from 1.
    #[schema(example = 1)]
    pub number: i32,
    pub name: Name,
    pub effective_from: DateTime<Utc>,
    /// Whether documents that are submitted now go through it.
    pub is_in_force: bool,
    pub definition: Policy,
    /// Null for the version that the organisation was founded with.
    pub published_by: Option<Publisher>,
    pub published_at: DateTime<Utc>,
}

impl Shown for PolicyView {}

/// Get an approval policy
///
/// One version with every step: when it is asked, and whom it asks.
#[utoipa::path(
    get, path = "/approval-policies/{id}", tag = "approval",
    params(("id" = PolicyVersionId, Path, description = "The version.")),
    responses((status = 200, body = PolicyView, description = "The version."))
)]
pub async fn get_approval_policy(
    permit: Permit<ViewApprovalPolicies>,
    id: Path<PolicyVersionId>,
) -> Result<Answer<PolicyView>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// One version.
pub async fn get(work: &mut Work<'_, ViewApprovalPolicies>, id: PolicyVersionId) -> Result<PolicyView, Error> {
    let published = versions(work, Wanted::This(id)).await?.into_iter().next();
    published.map(PolicyView::of).ok_or_else(Error::not_found)
}

impl PolicyView {
    fn of(published: Published) -> Self {
        let Published { version, publisher_name, is_in_force } = published;
        Self {
            id: version.id,
            number: version.number,
            name: version.name,
            effective_from: version.effective_from,
            is_in_force,
            definition: version.definition,
            published_by: Publisher::of(version.published_by, publisher_name),
            published_at: version.published_at,
        }
    }
}
