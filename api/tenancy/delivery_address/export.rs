//! Export the delivery addresses that the list shows.
use access::{Permit, catalogue::ExportDeliveryAddresses};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::{Error, Name};

use super::{
    DeliveryAddressView,
    list::{ListDeliveryAddressesRequest, list},
};

const SHEET: &Sheet<DeliveryAddressView> = &Sheet {
    list: "delivery-addresses",
    columns: &[
        ("Name", |view| (&view.address.name).into()),
        ("Address", |view| lines(&view.address.lines).into()),
        ("Country", |view| (&view.address.country).into()),
        ("Active", |view| view.address.is_active.into()),
        ("Id", |view| Cell::text(&view.address.id)),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export delivery addresses
///
/// Every delivery address that the list shows under this filter, one row each, as CSV or XLSX. Formula-safe; at most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/delivery-addresses/export",
    tag = "organisation",
    params(Exporting<ListDeliveryAddressesRequest>),
    responses(ExportAnswer)
)]
pub async fn export_delivery_addresses(
    permit: Permit<ExportDeliveryAddresses>,
    request: Exporting<ListDeliveryAddressesRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, list).await
}

fn lines(lines: &[Name]) -> String {
    lines.iter().map(Name::as_str).collect::<Vec<_>>().join(", ")
}
