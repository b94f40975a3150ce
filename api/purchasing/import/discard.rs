//! Throw an import away.
use access::{Answer, Changed, Event, Permit, Work, catalogue::DiscardImports};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Revision};
use serde_json::json;

use super::{ImportId, ImportView, job::lock_idle};

/// Discard an import
///
/// Before it is confirmed. Its rows are deleted, and what was shown of them; that it was there, the file's hash and the
/// mapping stay.
#[utoipa::path(
    post,
    path = "/imports/{id}/discard",
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import.")),
    responses((status = 200, body = ImportView, description = "The discarded import."))
)]
pub async fn discard_import(
    permit: Permit<DiscardImports>,
    id: Path<ImportId>,
    if_match: IfMatch,
) -> Result<Answer<ImportView>, Error> {
    permit.change(async |work| discard(work, *id, if_match.0).await).await
}

/// Locks it, decides, deletes its rows and tells.
pub async fn discard(
    work: &mut Work<'_, DiscardImports>,
    id: ImportId,
    seen: Revision,
) -> Result<Changed<ImportView>, Error> {
    let import = lock_idle(work, id).await?;
    import.must_be_open()?;
    import.revision.must_be(seen)?;
    work.forget_job(id.0).await?;
    let import = imports::discard(work, import).await?;
    let detail = json!({ "kind": import.kind, "rows": import.counts.rows });
    let shown = ImportView::read(work, import).await?;
    Ok(Changed::new(shown, Event::of::<DiscardImports>(id, detail)))
}
