//! Export what was refused.
use access::{Permit, catalogue::ExportAuditEvents};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::{
    AuditDenialView,
    list::{ListAuditDenialsRequest, list},
};

const SHEET: &Sheet<AuditDenialView> = &Sheet {
    list: "audit-denials",
    columns: &[
        ("Minute (UTC)", |denial| denial.minute.into()),
        ("Person", |denial| denial.person_name.as_ref().into()),
        ("Person id", |denial| Cell::text(&denial.person_id)),
        ("Permission", |denial| (&denial.permission).into()),
        ("Status", |denial| i32::from(denial.status).into()),
        ("Times", |denial| denial.times.into()),
        ("Network", |denial| denial.network.as_ref().into()),
        ("Session id", |denial| Cell::text(&denial.session_id)),
        ("First request id", |denial| Cell::text(&denial.first_request_id)),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export what was refused
///
/// Every denial that the list shows under these filters, one row each, as CSV or XLSX. Formula-safe; at most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/audit-denials/export",
    tag = "audit",
    params(Exporting<ListAuditDenialsRequest>),
    responses(ExportAnswer)
)]
pub async fn export_audit_denials(
    permit: Permit<ExportAuditEvents>,
    request: Exporting<ListAuditDenialsRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, list).await
}
