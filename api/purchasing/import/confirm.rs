//! Make the rows of an import real.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ConfirmImports};
use actix_web::web::Path;
use imports::Import;
use kernel::{Error, IfMatch, Json, Revision};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    ImportId, ImportKind, ImportView,
    attempt::{Round, attempt},
    job::{Act, is_long, leave, lock_idle},
};

/// What to do with rows that have problems.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
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
/// are submitted. For 24 hours it can be undone, and its mapping is kept for the next file with the same header.
///
/// What is too long for a request (over 1,000 rows or 100 orders) is left to a job: the answer is 202, and `job` of the
/// import tells how far it is. Nothing that it makes is seen by anybody until all of it is made.
#[utoipa::path(
    post,
    path = "/imports/{id}/confirm",
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import.")),
    request_body = ConfirmRequest,
    responses(
        (status = 200, body = ImportView, description = "The confirmed import."),
        (status = 202, body = ImportView, description = "The import, whose rows a job makes real.")
    )
)]
pub async fn confirm_import(
    permit: Permit<ConfirmImports>,
    id: Path<ImportId>,
    if_match: IfMatch,
    request: Json<ConfirmRequest>,
) -> Result<Answer<ImportView>, Error> {
    permit.change(async |work| confirm(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it and decides who does it: this request, or the worker.
pub async fn confirm(
    work: &mut Work<'_, ConfirmImports>,
    id: ImportId,
    seen: Revision,
    request: ConfirmRequest,
) -> Result<Changed<ImportView>, Error> {
    let import = lock_idle(work, id).await?;
    import.must_be_open()?;
    import.revision.must_be(seen)?;
    let kind = ImportKind::of(&import.kind)?;
    kind.may_be_made_by(work.caller())?;
    if is_long(kind, &import) {
        import.may_be_confirmed(request.skip_problems)?;
        let event = leave(work, Act::Confirm, &import, serde_json::to_value(&request)?).await?;
        let shown = ImportView::read(work, import).await?;
        return Ok(Changed::new(shown, event).awaited_at(format!("/v1/imports/{id}")));
    }
    let confirmed = confirm_now(work, import, &request).await?;
    ImportView::of_changed(work, confirmed).await
}

/// Tries its rows again and makes the good ones real on the way; whether that stands is decided at the end, for before it
/// nobody sees any of it.
pub(super) async fn confirm_now(
    work: &mut Work<'_, ConfirmImports>,
    import: Import,
    request: &ConfirmRequest,
) -> Result<Changed<Import>, Error> {
    let kind = ImportKind::of(&import.kind)?;
    kind.may_be_made_by(work.caller())?;
    import.must_be_open()?;
    imports::take_turn(work).await?;
    let round = Round { kind, import: &import, mapping: &import.mapping, is_making: true };
    let tally = attempt(work, round).await?;
    let import = import.tried_again(&tally);
    import.may_be_confirmed(request.skip_problems)?;
    let import = imports::confirm(work, import).await?;
    imports::remember(work, &import).await?;
    let detail = json!({
        "kind": kind, "documents": import.counts.documents, "rows": import.counts.rows,
        "left_out": import.counts.problems, "sha256": import.file.sha256,
    });
    let event = Event::of::<ConfirmImports>(import.id, detail);
    Ok(Changed::new(import, event))
}
