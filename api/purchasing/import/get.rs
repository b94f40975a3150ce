//! Show one import.
use access::{Answer, Permit, Work, catalogue::ViewImports};
use actix_web::web::Path;
use kernel::Error;

use super::{ImportId, ImportView};

/// Show an import
///
/// With its header, its mapping, what its rows come to, and the actions open to you; for 24 hours after its
/// confirmation, with what an undo would take back and what stands in its way.
#[utoipa::path(
    get,
    path = "/imports/{id}",
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import.")),
    responses((status = 200, body = ImportView, description = "The import."))
)]
pub async fn get_import(permit: Permit<ViewImports>, id: Path<ImportId>) -> Result<Answer<ImportView>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// The import, and what became of what it made.
pub async fn get(work: &mut Work<'_, ViewImports>, id: ImportId) -> Result<ImportView, Error> {
    let job = work.job_of(id.0).await?;
    let import = imports::find(work, id).await?;
    ImportView::beside(work, import, job).await
}
