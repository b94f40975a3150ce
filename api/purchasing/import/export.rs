//! Export the list of one's imports.
use access::{Permit, catalogue::ExportImports};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::{
    ImportSummary,
    list::{ListRequest, list},
};

const SHEET: &Sheet<ImportSummary> = &Sheet {
    list: "imports",
    columns: &[
        ("File", |import| (&import.file_name).into()),
        ("Kind", |import| import.kind.code().into()),
        ("State", |import| import.state.code().into()),
        ("Bytes", |import| import.bytes.into()),
        ("Rows", |import| import.counts.rows.into()),
        ("Ready", |import| import.counts.ready.into()),
        ("Warnings", |import| import.counts.warnings.into()),
        ("Problems", |import| import.counts.problems.into()),
        ("Repeated", |import| import.counts.repeated.into()),
        ("Documents", |import| import.counts.documents.into()),
        ("Created at (UTC)", |import| import.created_at.into()),
        ("Confirmed at (UTC)", |import| import.confirmed_at.into()),
        ("Id", |import| Cell::text(&import.id)),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export your imports
///
/// Every import of yours that the list shows under these filters, one row each, as CSV or XLSX. Formula-safe; at most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/imports/export",
    tag = "imports",
    params(Exporting<ListRequest>),
    responses(ExportAnswer)
)]
pub async fn export_imports(
    permit: Permit<ExportImports>,
    request: Exporting<ListRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, list).await
}
