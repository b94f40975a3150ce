//! List what waits for the caller's approval.
use access::{Answer, Permit, Work, catalogue::ViewApprovals};
use kernel::{Cursor, Error, Page, PageSize, Query};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::{ApprovalView, store};
use crate::{RouteId, StepNumber};

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListApprovalsRequest {
    /// Where the last page ended.
    pub cursor: Option<Cursor>,
    /// How many, 1 to 100.
    #[serde(default)]
    #[param(required = false)]
    pub limit: PageSize,
}

/// Where a page ends.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Place {
    pub since: chrono::DateTime<chrono::Utc>,
    pub route: RouteId,
    pub step: StepNumber,
}

/// List what waits for me
///
/// The documents that wait for your own approval, those that waited longest first.
#[utoipa::path(
    get, path = "/approvals", tag = "approval", params(ListApprovalsRequest),
    responses((status = 200, body = Page<ApprovalView>, description = "A page, the longest waiting first."))
)]
pub async fn list_approvals(
    permit: Permit<ViewApprovals>,
    request: Query<ListApprovalsRequest>,
) -> Result<Answer<Page<ApprovalView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// A page of the caller's inbox.
pub async fn list(
    work: &mut Work<'_, ViewApprovals>,
    request: ListApprovalsRequest,
) -> Result<Page<ApprovalView>, Error> {
    let after = request.cursor.map(|cursor| cursor.place()).transpose()?;
    let rows = store::inbox(work, after, request.limit).await?;
    Page::cut(rows, request.limit, |row| Place { since: row.since, route: row.route_id, step: row.step })
}
