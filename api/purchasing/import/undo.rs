//! Take back what an import made.
use access::{
    Answer, Changed, Event, Permit, Work,
    catalogue::{CancelPurchaseOrders, UndoImports},
};
use actix_web::web::Path;
use imports::Import;
use kernel::{Error, IfMatch, Revision};
use serde_json::json;
use uuid::Uuid;

use super::{
    ImportId, ImportKind, ImportView,
    job::{Act, is_long, leave, lock_idle},
    standing::{Standing, StandingOfAll},
};
use crate::order::cancel_all;

const REASON: &str = "The import that made it was undone.";

/// Take back what an import made
///
/// Within 24 hours of its confirmation, and as long as nobody has worked with any of it: then all of it goes, else nothing
/// does and `detail` says what stands in the way. Its drafts are cancelled and its proposals of suppliers withdrawn, which
/// frees their numbers, so that the file can be imported again; the trail keeps both. What somebody has cancelled already
/// stays so. Taking back orders also asks for `purchase_order.cancel`.
///
/// Over 1,000 rows or 100 orders are taken back by a job, all of them or none: the answer is 202, and `job` of the import
/// tells how far it is.
#[utoipa::path(
    post,
    path = "/imports/{id}/undo",
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import.")),
    responses(
        (status = 200, body = ImportView, description = "The undone import."),
        (status = 202, body = ImportView, description = "The import, whose documents a job takes back.")
    )
)]
pub async fn undo_import(
    permit: Permit<UndoImports>,
    id: Path<ImportId>,
    if_match: IfMatch,
) -> Result<Answer<ImportView>, Error> {
    permit.change(async |work| undo(work, *id, if_match.0).await).await
}

/// Locks it and decides who does it: this request, or the worker.
pub async fn undo(
    work: &mut Work<'_, UndoImports>,
    id: ImportId,
    seen: Revision,
) -> Result<Changed<ImportView>, Error> {
    let import = lock_idle(work, id).await?;
    import.may_be_undone(work.now())?;
    import.revision.must_be(seen)?;
    let kind = ImportKind::of(&import.kind)?;
    kind.may_be_undone_by(work.caller())?;
    if is_long(kind, &import) {
        StandingOfAll::read(work, kind, &import).await?.may_be_undone()?;
        let event = leave(work, Act::Undo, &import, json!({})).await?;
        let shown = ImportView::read(work, import).await?;
        return Ok(Changed::new(shown, event).awaited_at(format!("/v1/imports/{id}")));
    }
    let undone = undo_now(work, import).await?;
    ImportView::of_changed(work, undone).await
}

/// Locks what it made some at a time and takes it back; what was touched is found on the way, and then nothing of it stands.
pub(super) async fn undo_now(work: &mut Work<'_, UndoImports>, import: Import) -> Result<Changed<Import>, Error> {
    import.may_be_undone(work.now())?;
    let kind = ImportKind::of(&import.kind)?;
    kind.may_be_undone_by(work.caller())?;
    let mut all = StandingOfAll::default();
    let (mut from, documents) = (0, usize::try_from(import.counts.documents)?);
    while let Some((ids, next)) = imports::made(work, &import, from).await? {
        from = next;
        let ids = all.new_of(ids);
        let standing = Standing::lock(work, kind, &ids).await?;
        take_back(work, kind, &standing.untouched).await?;
        all.add(standing);
        work.report(all.count(), documents).await?;
    }
    all.may_be_undone()?;
    let import = imports::undo(work, import).await?;
    let detail = json!({
        "kind": kind, "documents": all.untouched, "gone_before": all.gone, "sha256": import.file.sha256,
    });
    let event = Event::of::<UndoImports>(import.id, detail);
    Ok(Changed::new(import, event))
}

async fn take_back(work: &mut Work<'_, UndoImports>, kind: ImportKind, ids: &[Uuid]) -> Result<(), Error> {
    const AT_ONCE: usize = 1000;
    for ids in ids.chunks(AT_ONCE) {
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
        work.tell(&told).await?;
    }
    Ok(())
}
