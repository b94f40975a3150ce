//! List the rows of an import, in the order of the file.
use access::{Answer, Permit, Work, catalogue::ViewImports};
use actix_web::web::Path;
use imports::{ImportRow, Outcome, WantedRows};
use kernel::{Cursor, Error, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::ImportId;

/// Which rows, and where the page begins.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListRowsRequest {
    /// Only those that came out so.
    outcome: Option<Outcome>,
    /// The `next_cursor` of the page before, with the same filter.
    cursor: Option<Cursor>,
    /// How many to a page.
    #[serde(default)]
    #[param(required = false)]
    limit: PageSize,
}

/// List the rows of an import
///
/// In the order of the file, each as it was read, with what is wrong with it. A discarded import has none.
#[utoipa::path(
    get,
    path = "/imports/{id}/rows",
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import."), ListRowsRequest),
    responses((status = 200, body = Page<ImportRow>, description = "A page of rows."))
)]
pub async fn list_import_rows(
    permit: Permit<ViewImports>,
    id: Path<ImportId>,
    request: Query<ListRowsRequest>,
) -> Result<Answer<Page<ImportRow>>, Error> {
    permit.read(async |work| list_rows(work, *id, request.into_inner()).await).await
}

/// The rows, if the import is the caller's.
pub async fn list_rows(
    work: &mut Work<'_, ViewImports>,
    id: ImportId,
    request: ListRowsRequest,
) -> Result<Page<ImportRow>, Error> {
    imports::find(work, id).await?;
    let wanted = WantedRows {
        outcome: request.outcome,
        after: request.cursor.as_ref().map(Cursor::place).transpose()?,
        rows: request.limit.rows_asked(),
    };
    let rows = imports::page_of_rows(work, id, &wanted).await?;
    Page::cut(rows, request.limit, |row| row.row)
}
