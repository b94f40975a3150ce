//! Read one event with what its request did to every row.
use access::{Answer, Permit, Work, catalogue::ViewAuditEvents};
use actix_web::web::Path;
use kernel::{Cursor, Error, Page, PageSize, Query};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use super::{AuditEventDetail, AuditEventId, store};
use crate::change::{self, ChangeId};

/// Where the page of row changes begins.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GetAuditEventRequest {
    /// The `next_cursor` of the row changes before.
    cursor: Option<Cursor>,
    /// How many row changes to a page.
    #[serde(default)]
    #[param(required = false)]
    limit: PageSize,
}

/// Read one event with its row changes
///
/// Before and after of each row. Personal values stand in them as long as they are not erased; a secret is only
/// said to be changed or kept. Reading it is remembered by one event.
#[utoipa::path(
    get,
    path = "/audit-events/{id}",
    tag = "audit",
    params(("id" = AuditEventId, Path, description = "The event."), GetAuditEventRequest),
    responses((status = 200, body = AuditEventDetail, description = "The event and a page of its row changes."))
)]
pub async fn get_audit_event(
    permit: Permit<ViewAuditEvents>,
    id: Path<AuditEventId>,
    request: Query<GetAuditEventRequest>,
) -> Result<Answer<AuditEventDetail>, Error> {
    let detail = json!({ "read": "audit_event", "event_id": *id });
    permit.disclose(detail, async |work| get(work, *id, request.into_inner()).await).await
}

/// The event and a page of its changes.
pub async fn get(
    work: &mut Work<'_, ViewAuditEvents>,
    id: AuditEventId,
    request: GetAuditEventRequest,
) -> Result<AuditEventDetail, Error> {
    let after: Option<ChangeId> = request.cursor.as_ref().map(Cursor::place).transpose()?;
    let event = store::find(work, id).await?.ok_or_else(Error::not_found)?;
    let changes = change::of_request(work, event.request_id, after, request.limit.rows_asked()).await?;
    let changes = Page::cut(changes, request.limit, |change| change.id)?;
    Ok(AuditEventDetail { event, changes })
}
