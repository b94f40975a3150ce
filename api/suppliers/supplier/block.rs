//! Block a supplier from new orders.
use access::{Answer, Changed, Event, Permit, Work, catalogue::BlockSuppliers};
use actix_web::web::Path;
use kernel::{Error, Json, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{SupplierId, SupplierView, store};

/// Why a supplier is blocked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BlockSupplierRequest)]
pub struct BlockRequest {
    /// Shown to everybody who wants to order from it.
    #[schema(example = "Insolvency opened on 3 November")]
    reason: Text,
}

/// Block a supplier
///
/// Nothing new can be ordered from it until another person activates it again.
#[utoipa::path(
    post,
    path = "/suppliers/{id}/block",
    tag = "suppliers",
    params(("id" = SupplierId, Path, description = "The supplier.")),
    request_body = BlockRequest,
    responses((status = 200, body = SupplierView, description = "The blocked supplier."))
)]
pub async fn block_supplier(
    permit: Permit<BlockSuppliers>,
    id: Path<SupplierId>,
    request: Json<BlockRequest>,
) -> Result<Answer<SupplierView>, Error> {
    permit.change(async |work| block(work, *id, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn block(
    work: &mut Work<'_, BlockSuppliers>,
    id: SupplierId,
    request: BlockRequest,
) -> Result<Changed<SupplierView>, Error> {
    let supplier = store::lock(work, id).await?;
    let event = Event::of::<BlockSuppliers>(id, json!({ "was": supplier.status, "reason": request.reason }));
    let supplier = supplier.block(work.caller().person_id, request.reason)?;
    store::save(work, &supplier).await?;
    Ok(Changed::new(supplier.seen_by(work.caller()), event))
}
