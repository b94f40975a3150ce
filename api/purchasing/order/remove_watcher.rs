//! End somebody's watching of an order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::RemoveWatchers};
use actix_web::web::Path;
use conversation::unwatch;
use kernel::{Error, PersonId};
use serde_json::json;

use super::{OrderId, store};

/// End somebody's watching of an order
///
/// Who has a part in the order, as requester or approver, keeps it in sight.
#[utoipa::path(
    delete,
    path = "/purchase-orders/{id}/watchers/{person_id}",
    tag = "purchasing",
    params(
        ("id" = OrderId, Path, description = "The order."),
        ("person_id" = PersonId, Path, description = "Who watches it."),
    ),
    responses((status = 204, description = "They watch it no longer."))
)]
pub async fn remove_purchase_order_watcher(
    permit: Permit<RemoveWatchers>,
    path: Path<(OrderId, PersonId)>,
) -> Result<Answer<()>, Error> {
    let (id, person) = path.into_inner();
    permit.change(async |work| remove_watcher(work, id, person).await).await
}

/// Looks whether the caller sees the order, removes and tells.
pub async fn remove_watcher(
    work: &mut Work<'_, RemoveWatchers>,
    id: OrderId,
    person: PersonId,
) -> Result<Changed<()>, Error> {
    store::find(work, id).await?;
    unwatch(work, id.0, person).await?;
    Ok(Changed::new((), Event::of::<RemoveWatchers>(id, json!({ "person_id": person }))))
}
