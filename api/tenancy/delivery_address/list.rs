//! List the delivery addresses by name.
use access::{Answer, Permit, Work, catalogue::ViewDeliveryAddresses};
use kernel::{Cursor, Error, Name, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{DeliveryAddressView, store};

/// Which delivery addresses.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListDeliveryAddressesRequest {
    /// True for those in use, false for the retired, absent for all.
    is_active: Option<bool>,
    /// The `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListDeliveryAddressesRequest);

/// List the delivery addresses
///
/// By name, those in use and the retired; a document takes only one in use.
#[utoipa::path(
    get,
    path = "/delivery-addresses",
    tag = "organisation",
    params(ListDeliveryAddressesRequest),
    responses((status = 200, body = Page<DeliveryAddressView>, description = "One page of delivery addresses."))
)]
pub async fn list_delivery_addresses(
    permit: Permit<ViewDeliveryAddresses>,
    request: Query<ListDeliveryAddressesRequest>,
) -> Result<Answer<Page<DeliveryAddressView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list<P>(
    work: &mut Work<'_, P>,
    request: ListDeliveryAddressesRequest,
) -> Result<Page<DeliveryAddressView>, Error> {
    let after_name = request.cursor.map(|cursor| cursor.place::<Name>()).transpose()?;
    let found = store::page(work, request.is_active, after_name, request.limit.rows_asked()).await?;
    let page = Page::cut(found, request.limit, |address| address.name.clone())?;
    Ok(page.map(|address| address.seen_by(work.caller())))
}
