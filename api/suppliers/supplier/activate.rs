//! Activate a supplier that somebody else entered.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ActivateSuppliers};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Revision};
use serde_json::json;

use super::{SupplierId, SupplierView, store};

/// Activate a supplier
///
/// A second person: whoever entered it, changed what it is or blocked it is refused. `If-Match` says which revision
/// was looked at, so that nobody signs for an edit they have not seen. Also lifts a block. Where the organisation lets one
/// person enter a supplier and activate the proposal (`activation_reviewer`), an exception is written, which somebody else
/// looks at afterwards; a block is never lifted so.
#[utoipa::path(
    post,
    path = "/suppliers/{id}/activate",
    tag = "suppliers",
    params(("id" = SupplierId, Path, description = "The supplier.")),
    responses((status = 200, body = SupplierView, description = "The active supplier."))
)]
pub async fn activate_supplier(
    permit: Permit<ActivateSuppliers>,
    id: Path<SupplierId>,
    if_match: IfMatch,
) -> Result<Answer<SupplierView>, Error> {
    permit.change(async |work| activate(work, *id, if_match.0).await).await
}

/// Locks it, decides, saves and tells.
pub async fn activate(
    work: &mut Work<'_, ActivateSuppliers>,
    id: SupplierId,
    seen: Revision,
) -> Result<Changed<SupplierView>, Error> {
    let supplier = store::lock(work, id).await?;
    supplier.revision.must_be(seen)?;
    let (was, own) = (supplier.status, work.caller().person_id);
    let detail = match supplier.activation_reviewer(own) {
        Some(reviewer) => json!({ "was": was, "alone": true, "reviewer_id": reviewer.id }),
        None => json!({ "was": was }),
    };
    let supplier = supplier.activate(own, work.now())?;
    store::save(work, &supplier).await?;
    let event = Event::of::<ActivateSuppliers>(id, detail);
    Ok(Changed::new(supplier.seen_by(work.caller()), event))
}
