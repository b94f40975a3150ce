//! Let somebody watch a requisition.
use access::{Answer, Changed, Event, Permit, Work, catalogue::AddWatchers};
use actix_web::web::Path;
use conversation::{DocumentKindText, WatchRequest, Watchers, watch_on_request, watchers_of};
use kernel::{Error, Json};
use serde_json::json;

use super::{RequisitionId, store};

/// Let somebody watch a requisition
///
/// They see it from then on.
#[utoipa::path(
    post,
    path = "/requisitions/{id}/watchers",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    request_body = WatchRequest,
    responses((status = 200, body = Watchers, description = "Everybody who watches it."))
)]
pub async fn add_requisition_watcher(
    permit: Permit<AddWatchers>,
    id: Path<RequisitionId>,
    request: Json<WatchRequest>,
) -> Result<Answer<Watchers>, Error> {
    permit.change(async |work| add(work, *id, request.into_inner()).await).await
}

/// Decides, saves and tells.
pub async fn add(
    work: &mut Work<'_, AddWatchers>,
    id: RequisitionId,
    request: WatchRequest,
) -> Result<Changed<Watchers>, Error> {
    store::must_be_seen(work, id).await?;
    watch_on_request(work, DocumentKindText::Requisition, id.0, &request).await?;
    let watchers = watchers_of(work, id.0).await?;
    let event = Event::of::<AddWatchers>(id, json!({ "person_id": request.person_id }));
    Ok(Changed::new(Watchers { watchers }, event))
}
