//! Forget how files like this one are mapped.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ForgetImportMappings};
use actix_web::web::Path;
use imports::NOTHING_REMEMBERED;
use kernel::Error;
use serde_json::json;

use super::{ImportId, ImportView};

/// Forget how files like this one are mapped
///
/// The mapping that the organisation keeps for files with the header of this import's: the next one is guessed again. This
/// import stays as it is.
#[utoipa::path(
    post,
    path = "/imports/{id}/forget-mapping",
    tag = "imports",
    params(("id" = ImportId, Path, description = "An import with that header.")),
    responses((status = 200, body = ImportView, description = "The import."))
)]
pub async fn forget_import_mapping(
    permit: Permit<ForgetImportMappings>,
    id: Path<ImportId>,
) -> Result<Answer<ImportView>, Error> {
    permit.change(async |work| forget_mapping(work, *id).await).await
}

/// Finds it, forgets and tells.
pub async fn forget_mapping(
    work: &mut Work<'_, ForgetImportMappings>,
    id: ImportId,
) -> Result<Changed<ImportView>, Error> {
    let import = imports::find(work, id).await?;
    let kept = imports::kept(work, &import).await?.ok_or(NOTHING_REMEMBERED)?;
    imports::forget(work, &import).await?;
    let detail = json!({ "kind": import.kind, "saved_at": kept.saved_at });
    let shown = ImportView::read(work, import).await?;
    Ok(Changed::new(shown, Event::of::<ForgetImportMappings>(id, detail)))
}
