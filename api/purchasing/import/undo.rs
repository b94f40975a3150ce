//! Take back what an import made.
use access::{
    Answer, Changed, Event, Permit, Work,
    catalogue::{CancelPurchaseOrders, UndoImports},
};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Revision};
use serde_json::json;

use super::{ImportId, ImportKind, ImportView, standing::Standing};
use crate::order::cancel_all;

const REASON: &str = "The import that made it was undone.";

/// Take back what an import made
///
/// Within 24 hours of its confirmation, and as long as nobody has worked with any of it: then all of it goes, else nothing
/// does and `detail` says what stands in the way. Its drafts are cancelled and its proposals of suppliers withdrawn, which
/// frees their numbers, so that the file can be imported again; the trail keeps both. What somebody has cancelled already
/// stays so. Taking back orders also asks for `purchase_order.cancel`.
#[utoipa::path(
    post,
    path = "/imports/{id}/undo",
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import.")),
    responses((status = 200, body = ImportView, description = "The undone import."))
)]
pub async fn undo_import(
    permit: Permit<UndoImports>,
    id: Path<ImportId>,
    if_match: IfMatch,
) -> Result<Answer<ImportView>, Error> {
    permit.change(async |work| undo(work, *id, if_match.0).await).await
}

/// Locks it with what it made, decides, takes back and tells of each.
pub async fn undo(
    work: &mut Work<'_, UndoImports>,
    id: ImportId,
    seen: Revision,
) -> Result<Changed<ImportView>, Error> {
    let import = imports::lock(work, id).await?;
    import.may_be_undone(work.now())?;
    import.revision.must_be(seen)?;
    let kind = ImportKind::of(&import.kind)?;
    kind.may_be_undone_by(work.caller())?;
    let standing = Standing::lock(work, kind, id).await?;
    standing.may_be_undone()?;
    let ids = &standing.untouched;
    match kind {
        ImportKind::Suppliers => suppliers::withdraw_all(work, ids).await?,
        ImportKind::PurchaseOrders => cancel_all(work, ids, REASON).await?,
    }
    let told = ids.iter().map(|made| match kind {
        ImportKind::Suppliers => {
            Event::also("supplier.withdrawn", *made, json!({ "was": "proposed", "reason": REASON }))
        }
        ImportKind::PurchaseOrders => {
            Event::of::<CancelPurchaseOrders>(*made, json!({ "was": "draft", "reason": REASON }))
        }
    });
    let told: Vec<Event> = told.collect();
    let import = imports::undo(work, import).await?;
    let detail =
        json!({ "kind": kind, "documents": ids.len(), "gone_before": standing.gone, "sha256": import.file.sha256 });
    let shown = ImportView::read(work, import).await?;
    let changed = Changed::new(shown, Event::of::<UndoImports>(id, detail));
    Ok(told.into_iter().fold(changed, Changed::and))
}
