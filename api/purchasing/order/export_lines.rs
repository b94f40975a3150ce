//! Export the lines of the orders that the list shows.
use std::{collections::HashMap, sync::Arc};

use access::{Permit, Work, catalogue::ExportPurchaseOrders};
use exports::{Cell, ExportAnswer, Exporting, Sheet};
use kernel::{Error, Money, Page, PageSize};

use super::{
    OrderId,
    list::{ListRequest, ListedOrder, list},
    store::{self, ExportedLine},
};

/// A line with its order.
struct Row {
    order: Arc<ListedOrder>,
    line: ExportedLine,
}

/// Orders at a time: at most 500 lines each.
const ORDERS_AT_A_TIME: PageSize = PageSize::of(100);

const SHEET: &Sheet<Row> = &Sheet {
    list: "purchase-order-lines",
    columns: &[
        ("Order", |row| row.order.number.as_ref().into()),
        ("External number", |row| row.order.external_number.as_ref().into()),
        ("Title", |row| (&row.order.title).into()),
        ("Status", |row| row.order.lifecycle.code().into()),
        ("Supplier", |row| row.order.supplier.as_ref().map(|supplier| &supplier.name).into()),
        ("Department", |row| row.order.department.as_ref().map(|department| &department.name).into()),
        ("Requester", |row| (&row.order.requester.name).into()),
        ("Created at (UTC)", |row| row.order.created_at.into()),
        ("Issued at (UTC)", |row| row.order.issued_at.into()),
        ("Line", |row| row.line.position.into()),
        ("Description", |row| (&row.line.description).into()),
        ("Article number", |row| row.line.supplier_reference.as_ref().into()),
        ("Category code", |row| row.line.category_code.as_ref().into()),
        ("Category", |row| row.line.category_name.as_ref().into()),
        ("Quantity", |row| row.line.quantity.into()),
        ("Unit", |row| (&row.line.unit).into()),
        ("Unit price", |row| row.line.unit_price.into()),
        ("Price base", |row| row.line.price_base.into()),
        ("Currency", |row| row.order.total.currency.into()),
        ("Tax code", |row| row.line.tax_code.as_ref().into()),
        ("Tax rate in per cent", |row| row.line.tax_rate_percent.into()),
        ("Net", |row| Money { minor: row.line.net_minor, currency: row.order.total.currency }.into()),
        ("Need by", |row| row.line.need_by.or(row.order.need_by).into()),
        ("Note", |row| row.line.note.as_ref().into()),
        ("Order id", |row| Cell::text(&row.order.id)),
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
    let mut lines: HashMap<OrderId, Vec<ExportedLine>> = HashMap::new();
    for line in store::exported_lines(work, &ids).await? {
        lines.entry(line.order_id).or_default().push(line);
    }
    let rows = page.items.into_iter().flat_map(|order| {
        let (lines, order) = (lines.remove(&order.id).unwrap_or_default(), Arc::new(order));
        lines.into_iter().map(move |line| Row { order: Arc::clone(&order), line })
    });
    Ok(Page { items: rows.collect(), next_cursor: page.next_cursor })
}
