//! End what an operator of the installation may read.
use access::{Answer, Changed, Event, Permit, Work, catalogue::EndSupportAccesses};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Revision, SupportAccessId};
use serde_json::json;

use super::{SupportAccessView, store};
use crate::directory;

/// End what an operator of the installation may read
///
/// From the next request on nothing is read by it; what waits or is agreed to is never opened.
#[utoipa::path(post, path = "/support-accesses/{id}/end", tag = "organisation",
    params(("id" = SupportAccessId, Path, description = "What was asked for.")),
    responses((status = 200, body = SupportAccessView, description = "It has ended.")))]
pub async fn end_support_access(
    permit: Permit<EndSupportAccesses>,
    id: Path<SupportAccessId>,
    if_match: IfMatch,
) -> Result<Answer<SupportAccessView>, Error> {
    permit.change(async |work| end(work, *id, if_match.0).await).await
}

/// Locks it, decides, saves and tells.
pub async fn end(
    work: &mut Work<'_, EndSupportAccesses>,
    id: SupportAccessId,
    seen: Revision,
) -> Result<Changed<SupportAccessView>, Error> {
    let access = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    access.may_be_ended()?;
    access.revision.must_be(seen)?;
    let mut access = access.ended(work.caller(), now);
    access.ended_by_name = directory::name_of(work, own).await?;
    store::save_end(work, &access).await?;
    let detail = json!({ "operator_id": access.operator_id, "reads": access.reads });
    let event = Event::of::<EndSupportAccesses>(id, detail);
    Ok(Changed::new(access.seen_by(work.caller()), event))
}
