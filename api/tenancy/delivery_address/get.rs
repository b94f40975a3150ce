//! See one delivery address.
use access::{Answer, Permit, Work, catalogue::ViewDeliveryAddresses};
use actix_web::web::Path;
use kernel::Error;

use super::{DeliveryAddressId, DeliveryAddressView, store};

/// See one delivery address
///
/// With its revision, and what the caller may do with it.
#[utoipa::path(
    get,
    path = "/delivery-addresses/{id}",
    tag = "organisation",
    params(("id" = DeliveryAddressId, Path, description = "The delivery address.")),
    responses((status = 200, body = DeliveryAddressView, description = "The delivery address."))
)]
pub async fn get_delivery_address(
    permit: Permit<ViewDeliveryAddresses>,
    id: Path<DeliveryAddressId>,
) -> Result<Answer<DeliveryAddressView>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// Finds it.
pub async fn get(
    work: &mut Work<'_, ViewDeliveryAddresses>,
    id: DeliveryAddressId,
) -> Result<DeliveryAddressView, Error> {
    Ok(store::find(work, id).await?.seen_by(work.caller()))
}
