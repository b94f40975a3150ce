//! Export the departments that the list shows.
use access::{Permit, catalogue::ExportDepartments};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::{
    DepartmentView,
    list::{ListDepartmentsRequest, list},
};

const SHEET: &Sheet<DepartmentView> = &Sheet {
    list: "departments",
    columns: &[
        ("Name", |view| (&view.department.name).into()),
        ("Code", |view| (&view.department.code).into()),
        ("Head", |view| view.department.head_name.as_ref().into()),
        ("Active", |view| view.department.is_active.into()),
        ("Id", |view| Cell::text(&view.department.id)),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export departments
///
/// Every department that the list shows under this filter, one row each, as CSV or XLSX. Formula-safe; at most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/departments/export",
    tag = "organisation",
    params(Exporting<ListDepartmentsRequest>),
    responses(ExportAnswer)
)]
pub async fn export_departments(
    permit: Permit<ExportDepartments>,
    request: Exporting<ListDepartmentsRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, list).await
}
