//! Export the orders that the list shows.
use access::{Permit, catalogue::ExportPurchaseOrders};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::list::{ListRequest, ListedOrder, list};

const SHEET: &Sheet<ListedOrder> = &Sheet {
    list: "purchase-orders",
    columns: &[
        ("Number", |order| order.number.as_ref().into()),
        ("External number", |order| order.external_number.as_ref().into()),
        ("Title", |order| (&order.title).into()),
        ("Status", |order| order.lifecycle.code().into()),
        ("Receipt", |order| order.receipt.code().into()),
        ("Billing", |order| order.billing.code().into()),
        ("Receiving held", |order| order.is_receiving_held.into()),
        ("Billing held", |order| order.is_billing_held.into()),
        ("Supplier", |order| order.supplier.as_ref().map(|supplier| &supplier.name).into()),
        ("Department", |order| order.department.as_ref().map(|department| &department.name).into()),
        ("Requester", |order| (&order.requester.name).into()),
        ("Total", |order| order.total.into()),
        ("Currency", |order| order.total.currency.into()),
        ("Need by", |order| order.need_by.into()),
        ("Created at (UTC)", |order| order.created_at.into()),
        ("Submitted at (UTC)", |order| order.submitted_at.into()),
        ("Issued at (UTC)", |order| order.issued_at.into()),
        ("Id", |order| Cell::text(&order.id)),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export orders
///
/// Every order that the list shows you under these filters, one row each, as CSV or XLSX. Formula-safe; at most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/purchase-orders/export",
    tag = "purchasing",
    params(Exporting<ListRequest>),
    responses(ExportAnswer)
)]
pub async fn export_purchase_orders(
    permit: Permit<ExportPurchaseOrders>,
    request: Exporting<ListRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, list).await
}
