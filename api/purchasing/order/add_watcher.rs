//! Let somebody watch an order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::AddWatchers};
use actix_web::web::Path;
use conversation::{DocumentKindText, WatchRequest, Watchers, watch_on_request, watchers_of};
use kernel::{Error, Json};
use serde_json::json;

use super::{OrderId, store};

/// Let somebody watch an order
///
/// A watcher sees the order and everything said about it.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/watchers",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = WatchRequest,
    responses((status = 200, body = Watchers, description = "Everybody who watches it now."))
)]
pub async fn add_purchase_order_watcher(
    permit: Permit<AddWatchers>,
    id: Path<OrderId>,
    request: Json<WatchRequest>,
) -> Result<Answer<Watchers>, Error> {
    permit.change(async |work| add_watcher(work, *id, request.into_inner()).await).await
}

/// Looks whether the caller sees the order, saves and tells.
pub async fn add_watcher(
    work: &mut Work<'_, AddWatchers>,
    id: OrderId,
    request: WatchRequest,
) -> Result<Changed<Watchers>, Error> {
    store::find(work, id).await?;
    watch_on_request(work, DocumentKindText::PurchaseOrder, id.0, &request).await?;
    let watchers = watchers_of(work, id.0).await?;
    let event = Event::of::<AddWatchers>(id, json!({ "person_id": request.person_id }));
    Ok(Changed::new(Watchers { watchers }, event))
}
