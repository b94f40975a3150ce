//! End somebody's watching of a requisition.
use access::{Answer, Changed, Event, Permit, Work, catalogue::RemoveWatchers};
use actix_web::web::Path;
use conversation::unwatch;
use kernel::{Error, PersonId};
use serde_json::json;

use super::{RequisitionId, store};

/// End somebody's watching
///
/// Whoever asked for it or is asked to approve it keeps it in sight.
#[utoipa::path(
    delete,
    path = "/requisitions/{id}/watchers/{person_id}",
    tag = "purchasing",
    params(
        ("id" = RequisitionId, Path, description = "The requisition."),
        ("person_id" = PersonId, Path, description = "Who watches it.")
    ),
    responses((status = 204, description = "They watch it no longer."))
)]
pub async fn remove_requisition_watcher(
    permit: Permit<RemoveWatchers>,
    place: Path<(RequisitionId, PersonId)>,
) -> Result<Answer<()>, Error> {
    let (id, person) = place.into_inner();
    permit.change(async |work| remove(work, id, person).await).await
}

/// Decides, saves and tells.
pub async fn remove(
    work: &mut Work<'_, RemoveWatchers>,
    id: RequisitionId,
    person: PersonId,
) -> Result<Changed<()>, Error> {
    store::must_be_seen(work, id).await?;
    unwatch(work, id.0, person).await?;
    Ok(Changed::new((), Event::of::<RemoveWatchers>(id, json!({ "person_id": person }))))
}
