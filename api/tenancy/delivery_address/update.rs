//! Change a delivery address, or retire it.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdateDeliveryAddresses};
use actix_web::web::Path;
use kernel::{CountryCode, Error, IfMatch, Json, Name, Revision, given};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{DeliveryAddress, DeliveryAddressId, DeliveryAddressView, store};
use crate::{
    address::{LINES_MAX, must_have},
    change,
};

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateDeliveryAddressRequest {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Name)]
    name: Option<Name>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Vec<Name>, min_items = 1, max_items = 6)]
    lines: Option<Vec<Name>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = CountryCode)]
    country: Option<CountryCode>,
    /// False retires it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = bool)]
    is_active: Option<bool>,
}

/// Change a delivery address, or retire it
///
/// A retired one cannot be chosen any more.
#[utoipa::path(
    patch,
    path = "/delivery-addresses/{id}",
    tag = "organisation",
    params(("id" = DeliveryAddressId, Path, description = "The delivery address.")),
    request_body = UpdateDeliveryAddressRequest,
    responses((status = 200, body = DeliveryAddressView, description = "The delivery address as it is now."))
)]
pub async fn update_delivery_address(
    permit: Permit<UpdateDeliveryAddresses>,
    id: Path<DeliveryAddressId>,
    if_match: IfMatch,
    request: Json<UpdateDeliveryAddressRequest>,
) -> Result<Answer<DeliveryAddressView>, Error> {
    permit.change(async |work| update(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, checks the lines, saves and tells.
pub async fn update(
    work: &mut Work<'_, UpdateDeliveryAddresses>,
    id: DeliveryAddressId,
    seen: Revision,
    request: UpdateDeliveryAddressRequest,
) -> Result<Changed<DeliveryAddressView>, Error> {
    let before = store::lock(work, id).await?;
    before.revision.must_be(seen)?;
    let after = DeliveryAddress {
        name: request.name.unwrap_or_else(|| before.name.clone()),
        lines: request.lines.unwrap_or_else(|| before.lines.clone()),
        country: request.country.unwrap_or_else(|| before.country.clone()),
        is_active: request.is_active.unwrap_or(before.is_active),
        revision: before.revision.next(),
        ..before.clone()
    };
    must_have(&after.lines, 1..=LINES_MAX, "lines")?;
    store::save(work, &after).await?;
    let event = Event::of::<UpdateDeliveryAddresses>(id, json!({ "changed": change::fields(&before, &after)? }));
    Ok(Changed::new(after.seen_by(work.caller()), event))
}
