//! Export the lines of the orders that the list shows.
use access::{Permit, Work, catalogue::ExportPurchaseOrders};
use exports::{Cell, ExportAnswer, Exporting, Sheet};
use kernel::{Error, Money, Page, PageSize};

use super::{
    list::{ListRequest, ListedOrder, list},
    store,
};
use crate::line::{LineOf, beside};

type Row = LineOf<ListedOrder>;

/// Orders at a time: at most 500 lines each.
const ORDERS_AT_A_TIME: PageSize = PageSize::of(100);

const SHEET: &Sheet<Row> = &Sheet {
    list: "purchase-order-lines",
    columns: &[
        ("Order", |row| row.document.number.as_ref().into()),
        ("External number", |row| row.document.external_number.as_ref().into()),
        ("Title", |row| (&row.document.title).into()),
        ("Status", |row| row.document.lifecycle.code().into()),
        ("Supplier", |row| row.document.supplier.as_ref().map(|supplier| &supplier.name).into()),
        ("Department", |row| row.document.department.as_ref().map(|department| &department.name).into()),
        ("Requester", |row| (&row.document.requester.name).into()),
        ("Created at (UTC)", |row| row.document.created_at.into()),
        ("Issued at (UTC)", |row| row.document.issued_at.into()),
        ("Line", |row| row.line.position.into()),
        ("Description", |row| (&row.line.description).into()),
        ("Article number", |row| row.line.supplier_reference.as_ref().into()),
        ("Category code", |row| row.line.category_code.as_ref().into()),
        ("Category", |row| row.line.category_name.as_ref().into()),
        ("Quantity", |row| row.line.quantity.into()),
        ("Unit", |row| (&row.line.unit).into()),
        ("Closed short", |row| row.line.short_closed.into()),
        ("Requisition", |row| row.line.requisition_number.as_ref().into()),
        ("Requisition line", |row| row.line.requisition_position.into()),
        ("Unit price", |row| row.line.unit_price.into()),
        ("Price base", |row| row.line.price_base.into()),
        ("Currency", |row| row.document.total.currency.into()),
        ("Tax code", |row| row.line.tax_code.as_ref().into()),
        ("Tax rate in per cent", |row| row.line.tax_rate_percent.into()),
        ("Discounts and charges", |row| money(row, row.line.adjusted_minor).into()),
        ("Net", |row| money(row, row.line.net_minor).into()),
        ("Need by", |row| row.line.need_by.or(row.document.need_by).into()),
        ("Note", |row| row.line.note.as_ref().into()),
        ("Order id", |row| Cell::text(&row.document.id)),
        ("Line id", |row| Cell::text(&row.line.id)),
    ],
    page: ORDERS_AT_A_TIME,
};

/// Export lines of orders
///
/// Every line of every order that the list shows you under these filters, one row each, as CSV or XLSX. Formula-safe; at
/// most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/purchase-orders/export-lines",
    tag = "purchasing",
    params(Exporting<ListRequest>),
    responses(ExportAnswer)
)]
pub async fn export_purchase_order_lines(
    permit: Permit<ExportPurchaseOrders>,
    request: Exporting<ListRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, lines).await
}

async fn lines<P>(work: &mut Work<'_, P>, request: ListRequest) -> Result<Page<Row>, Error> {
    let page = list(work, request).await?;
    let ids: Vec<_> = page.items.iter().map(|order| order.id.0).collect();
    let lines = store::exported_lines(work, &ids).await?;
    Ok(beside(page, lines, |order| order.id.0))
}

fn money(row: &Row, minor: i64) -> Money {
    Money { minor, currency: row.document.total.currency }
}
