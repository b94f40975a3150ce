//! Make the rows of an import real.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ConfirmImports};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{ImportId, ImportKind, ImportView, attempt::attempt};

/// What to do with rows that have problems.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConfirmImportRequest)]
pub struct ConfirmRequest {
    /// Leave out the rows that have problems; without it they refuse the whole.
    #[serde(default)]
    #[schema(example = false, default = false)]
    skip_problems: bool,
}

/// Make the rows of an import real
///
/// All that are ready, or none. They are tried once more first, for what was true then may not be now. Suppliers become
/// proposals that a second person activates; orders become drafts without a number, which start no approval until they
/// are submitted. At most 5,000 suppliers or 500 orders at once. For 24 hours it can be
/// undone, and its mapping is kept for the next file with the same header.
#[utoipa::path(
    post,
    path = "/imports/{id}/confirm",
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import.")),
    request_body = ConfirmRequest,
    responses((status = 200, body = ImportView, description = "The confirmed import."))
)]
pub async fn confirm_import(
    permit: Permit<ConfirmImports>,
    id: Path<ImportId>,
    if_match: IfMatch,
    request: Json<ConfirmRequest>,
) -> Result<Answer<ImportView>, Error> {
    permit.change(async |work| confirm(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, tries it again, makes its documents and tells of each.
pub async fn confirm(
    work: &mut Work<'_, ConfirmImports>,
    id: ImportId,
    seen: Revision,
    request: ConfirmRequest,
) -> Result<Changed<ImportView>, Error> {
    let import = imports::lock(work, id).await?;
    import.must_be_open()?;
    import.revision.must_be(seen)?;
    let kind = ImportKind::of(&import.kind)?;
    kind.may_be_made_by(work.caller())?;
    imports::take_turn(work).await?;
    let sheet = imports::sheet(work, &import).await?;
    let attempt = attempt(work, kind, &sheet, &import.mapping).await?;
    let import = import.tried_again(&attempt.trial);
    import.may_be_confirmed(request.skip_problems)?;
    let made = attempt.documents.make(work).await?;
    let import = imports::confirm(work, import, &attempt.trial, &made.rows).await?;
    imports::remember(work, &import).await?;
    let detail = json!({
        "kind": kind, "documents": import.counts.documents, "rows": import.counts.rows,
        "left_out": import.counts.problems, "sha256": import.file.sha256,
    });
    let shown = ImportView::read(work, import).await?;
    let changed = Changed::new(shown, Event::of::<ConfirmImports>(id, detail));
    Ok(made.events.into_iter().fold(changed, Changed::and))
}
