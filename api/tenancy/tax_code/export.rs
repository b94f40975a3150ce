//! Export the tax codes that the list shows.
use access::{Permit, catalogue::ExportTaxCodes};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::{
    TaxCodeView,
    list::{ListTaxCodesRequest, list},
};

const SHEET: &Sheet<TaxCodeView> = &Sheet {
    list: "tax-codes",
    columns: &[
        ("Name", |view| (&view.tax_code.name).into()),
        ("Code", |view| (&view.tax_code.code).into()),
        ("Treatment", |view| view.tax_code.treatment.code().into()),
        ("Rate in per cent", |view| view.tax_code.rate_percent.into()),
        ("Active", |view| view.tax_code.is_active.into()),
        ("Id", |view| Cell::text(&view.tax_code.id)),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export tax codes
///
/// Every tax code that the list shows under this filter, one row each, as CSV or XLSX. Formula-safe; at most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/tax-codes/export",
    tag = "organisation",
    params(Exporting<ListTaxCodesRequest>),
    responses(ExportAnswer)
)]
pub async fn export_tax_codes(
    permit: Permit<ExportTaxCodes>,
    request: Exporting<ListTaxCodesRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, list).await
}
