//! Stop the job that works on an import.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CancelImports};
use actix_web::web::Path;
use imports::NOTHING_TO_CANCEL;
use kernel::Error;
use serde_json::json;

use super::{ImportId, ImportView};

/// Stop the job that works on an import
///
/// Of a trial, a confirmation or an undo that is under way nothing stays: the import is as it was before. A job that runs
/// stops as soon as it looks up, within a second or so; one that is done by then stays done.
#[utoipa::path(
    post,
    path = "/imports/{id}/cancel",
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import.")),
    responses((status = 200, body = ImportView, description = "The import, whose job stops."))
)]
pub async fn cancel_import(permit: Permit<CancelImports>, id: Path<ImportId>) -> Result<Answer<ImportView>, Error> {
    permit.change(async |work| cancel(work, *id).await).await
}

/// Finds it, stops its job and tells.
pub async fn cancel(work: &mut Work<'_, CancelImports>, id: ImportId) -> Result<Changed<ImportView>, Error> {
    // Found before anything else: a job of somebody else's import is nobody's to stop.
    let import = imports::find(work, id).await?;
    if !work.cancel_job(id.0).await? {
        return Err(NOTHING_TO_CANCEL.into());
    }
    let shown = ImportView::read(work, import).await?;
    let detail = json!({ "act": shown.job.as_ref().map(|job| job.act) });
    Ok(Changed::new(shown, Event::of::<CancelImports>(id, detail)))
}
