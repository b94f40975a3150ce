//! Export the trail.
use access::{Permit, catalogue::ExportAuditEvents};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::{
    AuditEventView,
    list::{ListAuditEventsRequest, list},
};

const SHEET: &Sheet<AuditEventView> = &Sheet {
    list: "audit-events",
    columns: &[
        ("Occurred at (UTC)", |event| event.occurred_at.into()),
        ("Action", |event| (&event.action).into()),
        ("Entity", |event| (&event.entity).into()),
        ("Entity id", |event| Cell::text(&event.entity_id)),
        ("Person", |event| event.person_name.as_ref().into()),
        ("Person id", |event| event.person_id.as_ref().map(Cell::text).into()),
        ("Principal", |event| event.principal.as_ref().into()),
        ("Permission", |event| (&event.permission).into()),
        ("Network", |event| event.network.as_ref().into()),
        ("Session id", |event| event.session_id.as_ref().map(Cell::text).into()),
        ("Request id", |event| Cell::text(&event.request_id)),
        ("Detail", |event| Cell::text(&event.detail)),
        ("Id", |event| Cell::text(&event.id)),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export the trail
///
/// Every event that the list shows under these filters, one row each, as CSV or XLSX. The rows carry no proof; for the whole of what changed see one event. Formula-safe; at most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/audit-events/export",
    tag = "audit",
    params(Exporting<ListAuditEventsRequest>),
    responses(ExportAnswer)
)]
pub async fn export_audit_events(
    permit: Permit<ExportAuditEvents>,
    request: Exporting<ListAuditEventsRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, list).await
}
