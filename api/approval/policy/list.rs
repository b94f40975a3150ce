//! List the versions of the approval policy.
use access::{Answer, Permit, Shown, Work, catalogue::ViewApprovalPolicies};
use chrono::{DateTime, Utc};
use kernel::{Currency, Cursor, Error, Name, Page, PageSize, PersonId, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::store::{Published, Wanted, versions};
use crate::PolicyVersionId;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListPoliciesRequest {
    /// Where the last page ended.
    pub cursor: Option<Cursor>,
    /// How many, 1 to 100.
    #[serde(default)]
    #[param(required = false)]
    pub limit: PageSize,
}

/// One version, in short.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyListed)]
pub struct PolicyListed {
    pub id: PolicyVersionId,
    /// Counts the organisation's versions, from 1.
    #[schema(example = 1)]
    pub number: i32,
    pub name: Name,
    pub effective_from: DateTime<Utc>,
    /// Whether documents that are submitted now go through it.
    pub is_in_force: bool,
    /// The currency of its amounts.
    pub currency: Currency,
    /// How many steps it has.
    #[schema(example = 4)]
    pub steps: usize,
    /// Null for the version that the organisation was founded with.
    pub published_by: Option<Publisher>,
    pub published_at: DateTime<Utc>,
}

/// Who published a version.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyPublisher)]
pub struct Publisher {
    pub id: PersonId,
    /// The name as it is today.
    pub name: Name,
}

impl Shown for PolicyListed {}

/// List the approval policies
///
/// Every version there ever was, the newest first; a document keeps the version that it was submitted under.
#[utoipa::path(
    get, path = "/approval-policies", tag = "approval", params(ListPoliciesRequest),
    responses((status = 200, body = Page<PolicyListed>, description = "A page of versions, the newest first."))
)]
pub async fn list_approval_policies(
    permit: Permit<ViewApprovalPolicies>,
    request: Query<ListPoliciesRequest>,
) -> Result<Answer<Page<PolicyListed>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// A page of versions, the newest first.
pub async fn list(
    work: &mut Work<'_, ViewApprovalPolicies>,
    request: ListPoliciesRequest,
) -> Result<Page<PolicyListed>, Error> {
    let below = request.cursor.map(|cursor| cursor.place()).transpose()?;
    let published = versions(work, Wanted::Below(below, request.limit.rows_asked())).await?;
    let page = Page::cut(published, request.limit, |published| published.version.number)?;
    Ok(page.map(PolicyListed::of))
}

impl PolicyListed {
    fn of(published: Published) -> Self {
        let Published { version, publisher_name, is_in_force } = published;
        Self {
            id: version.id,
            number: version.number,
            name: version.name,
            effective_from: version.effective_from,
            is_in_force,
            currency: version.definition.currency,
            steps: version.definition.steps.len(),
            published_by: Publisher::of(version.published_by, publisher_name),
            published_at: version.published_at,
        }
    }
}

impl Publisher {
    pub(crate) fn of(id: Option<PersonId>, name: Option<Name>) -> Option<Self> {
        Some(Self { id: id?, name: name? })
    }
}
