//! Read what was refused, newest first.
use access::{Answer, Permit, Work, catalogue::ViewAuditEvents};
use chrono::{DateTime, Utc};
use kernel::{Cursor, Error, Page, PageSize, PersonId, Query, Reference, SessionId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::IntoParams;

use super::{AuditDenialView, store};
use crate::period::Period;

/// Which denials, and where the page begins.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListAuditDenialsRequest {
    /// Only what this person was refused.
    person_id: Option<PersonId>,
    /// Only where this permission was demanded.
    #[param(example = "purchase_order.approve")]
    permission: Option<Reference>,
    /// Only from the minute of this moment on.
    from: Option<DateTime<Utc>>,
    /// Only minutes that began before this moment.
    to: Option<DateTime<Utc>>,
    /// The `next_cursor` of the page before, with the same filters.
    cursor: Option<Cursor>,
    /// How many to a page.
    #[serde(default)]
    #[param(required = false)]
    limit: PageSize,
}

kernel::turns!(ListAuditDenialsRequest);

/// Which denials, parsed.
#[derive(Debug)]
pub(super) struct Wanted {
    pub person_id: Option<PersonId>,
    pub permission: Option<Reference>,
    pub period: Period,
    pub after: Option<Place>,
    pub rows: i64,
}

/// Where a denial stands: the whole of its key.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Place {
    pub minute: DateTime<Utc>,
    pub session_id: SessionId,
    pub status: i16,
    pub permission: String,
}

/// Read what was refused
///
/// Newest first, folded per session and minute. Reading it is remembered by one event.
#[utoipa::path(
    get,
    path = "/audit-denials",
    tag = "audit",
    params(ListAuditDenialsRequest),
    responses((status = 200, body = Page<AuditDenialView>, description = "A page of denials."))
)]
pub async fn list_audit_denials(
    permit: Permit<ViewAuditEvents>,
    request: Query<ListAuditDenialsRequest>,
) -> Result<Answer<Page<AuditDenialView>>, Error> {
    let request = request.into_inner();
    let detail = json!({ "listed": "audit_denials", "person_id": request.person_id });
    permit.disclose(detail, async |work| list(work, request).await).await
}

/// One page.
pub async fn list<P>(work: &mut Work<'_, P>, request: ListAuditDenialsRequest) -> Result<Page<AuditDenialView>, Error> {
    let wanted = Wanted {
        person_id: request.person_id,
        permission: request.permission,
        period: Period::new(request.from, request.to)?,
        after: request.cursor.as_ref().map(Cursor::place).transpose()?,
        rows: request.limit.rows_asked(),
    };
    let denials = store::page(work, &wanted).await?;
    Page::cut(denials, request.limit, |denial| Place {
        minute: denial.minute,
        session_id: denial.session_id,
        status: i16::try_from(denial.status).unwrap_or(i16::MAX),
        permission: denial.permission.clone(),
    })
}
