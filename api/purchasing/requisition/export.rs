//! Export the requisitions that the list shows.
use access::{Permit, catalogue::ExportRequisitions};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::{
    list::{ListRequest, list},
    store::ListedRequisition,
};

const SHEET: &Sheet<ListedRequisition> = &Sheet {
    list: "requisitions",
    columns: &[
        ("Number", |requisition| requisition.number.as_ref().into()),
        ("Title", |requisition| (&requisition.title).into()),
        ("Status", |requisition| requisition.lifecycle.code().into()),
        ("Supplier", |requisition| requisition.supplier.as_ref().map(|supplier| &supplier.name).into()),
        ("Department", |requisition| (&requisition.department.name).into()),
        ("Requester", |requisition| (&requisition.requester.name).into()),
        ("On behalf of", |requisition| requisition.on_behalf_of.as_ref().map(|person| &person.name).into()),
        ("Total", |requisition| requisition.total.into()),
        ("Currency", |requisition| requisition.total.currency.into()),
        ("Lines", |requisition| requisition.lines.into()),
        ("Lines to order", |requisition| requisition.lines_to_order.into()),
        ("Need by", |requisition| requisition.need_by.into()),
        ("Created at (UTC)", |requisition| requisition.created_at.into()),
        ("Submitted at (UTC)", |requisition| requisition.submitted_at.into()),
        ("Id", |requisition| Cell::text(&requisition.id)),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export requisitions
///
/// Every requisition that the list shows you under these filters, one row each, as CSV or XLSX. Formula-safe; at most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/requisitions/export",
    tag = "purchasing",
    params(Exporting<ListRequest>),
    responses(ExportAnswer)
)]
pub async fn export_requisitions(
    permit: Permit<ExportRequisitions>,
    request: Exporting<ListRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, list).await
}
