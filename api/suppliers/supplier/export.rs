//! Export the suppliers that the list shows.
use access::{Permit, catalogue::ExportSuppliers};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::list::{ListRequest, ListedSupplier, list};

const SHEET: &Sheet<ListedSupplier> = &Sheet {
    list: "suppliers",
    columns: &[
        ("Name", |supplier| (&supplier.name).into()),
        ("Number", |supplier| supplier.number.as_ref().into()),
        ("External number", |supplier| supplier.external_number.as_ref().into()),
        ("Tax number", |supplier| supplier.tax_number.as_ref().into()),
        ("Country", |supplier| (&supplier.country).into()),
        ("Currency", |supplier| supplier.currency.into()),
        ("Status", |supplier| supplier.status.code().into()),
        ("Blocked because", |supplier| supplier.blocked_reason.as_ref().into()),
        ("Created at (UTC)", |supplier| supplier.created_at.into()),
        ("Id", |supplier| Cell::text(&supplier.id)),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export suppliers
///
/// Every supplier that the list shows under these filters, one row each, as CSV or XLSX. Formula-safe; at most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/suppliers/export",
    tag = "suppliers",
    params(Exporting<ListRequest>),
    responses(ExportAnswer)
)]
pub async fn export_suppliers(
    permit: Permit<ExportSuppliers>,
    request: Exporting<ListRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, list).await
}
