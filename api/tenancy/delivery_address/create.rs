//! Add a delivery address.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreateDeliveryAddresses};
use kernel::{CountryCode, Error, Json, Name, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{DeliveryAddress, DeliveryAddressId, DeliveryAddressView, store};
use crate::address::{LINES_MAX, must_have};

/// A new delivery address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDeliveryAddressRequest {
    /// Unique in the organisation.
    name: Name,
    /// As they are printed, without the country.
    #[schema(min_items = 1, max_items = 6)]
    lines: Vec<Name>,
    country: CountryCode,
}

/// Add a delivery address
///
/// It can be chosen from now on; its name is unlike that of every other.
#[utoipa::path(
    post,
    path = "/delivery-addresses",
    tag = "organisation",
    request_body = CreateDeliveryAddressRequest,
    responses((status = 201, body = DeliveryAddressView, description = "The delivery address; `Location` says where it stands."))
)]
pub async fn create_delivery_address(
    permit: Permit<CreateDeliveryAddresses>,
    request: Json<CreateDeliveryAddressRequest>,
) -> Result<Answer<DeliveryAddressView>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Checks the lines, saves and tells.
pub async fn create(
    work: &mut Work<'_, CreateDeliveryAddresses>,
    request: CreateDeliveryAddressRequest,
) -> Result<Changed<DeliveryAddressView>, Error> {
    let id = DeliveryAddressId(work.new_id());
    let CreateDeliveryAddressRequest { name, lines, country } = request;
    must_have(&lines, 1..=LINES_MAX, "lines")?;
    let address = DeliveryAddress { id, name, lines, country, is_active: true, revision: Revision::FIRST };
    store::insert(work, &address).await?;
    let event = Event::of::<CreateDeliveryAddresses>(id, json!({ "name": address.name, "country": address.country }));
    Ok(Changed::new(address.seen_by(work.caller()), event).created_at(format!("/v1/delivery-addresses/{id}")))
}
