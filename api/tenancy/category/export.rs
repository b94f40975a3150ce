//! Export the categories that the list shows.
use access::{Permit, catalogue::ExportCategories};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::{
    CategoryView,
    list::{ListCategoriesRequest, list},
};

const SHEET: &Sheet<CategoryView> = &Sheet {
    list: "categories",
    columns: &[
        ("Name", |view| (&view.category.name).into()),
        ("Code", |view| (&view.category.code).into()),
        ("Active", |view| view.category.is_active.into()),
        ("Id", |view| Cell::text(&view.category.id)),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export categories
///
/// Every category that the list shows under this filter, one row each, as CSV or XLSX. Formula-safe; at most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/categories/export",
    tag = "organisation",
    params(Exporting<ListCategoriesRequest>),
    responses(ExportAnswer)
)]
pub async fn export_categories(
    permit: Permit<ExportCategories>,
    request: Exporting<ListCategoriesRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, list).await
}
