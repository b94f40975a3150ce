//! List the versions of the approval policy.
use access::{Answer, Permit, Shown, Work, catalogue::ViewApprovalPolicies};
use chrono::{DateTime, Utc};
use kernel::{Currency, Cursor, Error, Name, Note, Page, PageSize, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    PolicyState, Published, Withdrawal,
    store::{Wanted, versions},
};
use crate::{PolicyVersionId, draft::view::PersonNamed};

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
    pub state: PolicyState,
    /// Whether documents that are submitted now go through it.
    pub is_in_force: bool,
    /// The currency of its amounts.
    pub currency: Currency,
    /// How many steps it has.
    #[schema(example = 4)]
    pub steps: usize,
    /// Null for the version that the organisation was founded with.
    pub published_by: Option<PersonNamed>,
    pub published_at: DateTime<Utc>,
    /// Who took it back before it took effect.
    pub withdrawn: Option<Withdrawn>,
}

/// That a version was taken back before it took effect.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyWithdrawal)]
pub struct Withdrawn {
    pub by: PersonNamed,
    pub at: DateTime<Utc>,
    pub reason: Note,
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
    let now = work.now();
    Ok(page.map(|published| PolicyListed::of(published, now)))
}

impl PolicyListed {
    fn of(published: Published, now: DateTime<Utc>) -> Self {
        let state = published.state(now);
        let Published { version, publisher_name, is_in_force, withdrawal, draft_id: _ } = published;
        let person = |(id, name)| PersonNamed { id, name };
        Self {
            id: version.id,
            number: version.number,
            name: version.name,
            effective_from: version.effective_from,
            state,
            is_in_force,
            currency: version.definition.currency,
            steps: version.definition.steps.len(),
            published_by: version.published_by.zip(publisher_name).map(person),
            published_at: version.published_at,
            withdrawn: withdrawal.map(Withdrawn::of),
        }
    }
}

impl Withdrawn {
    pub(crate) fn of(withdrawal: Withdrawal) -> Self {
        let Withdrawal { by, by_name, at, reason } = withdrawal;
        Self { by: PersonNamed { id: by, name: by_name }, at, reason }
    }
}
