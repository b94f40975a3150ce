//! The lines of many orders, as an export shows them.
use access::Tx;
use chrono::NaiveDate;
use kernel::{Error, Note, Quantity, Reference, Text, Unit, UnitPrice};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::order::OrderId;

/// A line, flat.
#[derive(Debug)]
pub(crate) struct ExportedLine {
    pub order_id: OrderId,
    pub id: Uuid,
    pub position: i32,
    pub description: Text,
    pub supplier_reference: Option<Reference>,
    pub category_code: Option<String>,
    pub category_name: Option<String>,
    pub quantity: Quantity,
    pub unit: Unit,
    pub unit_price: UnitPrice,
    pub price_base: Quantity,
    pub tax_code: Option<String>,
    pub tax_rate_percent: Option<Decimal>,
    pub net_minor: i64,
    pub need_by: Option<NaiveDate>,
    pub note: Option<Note>,
}

/// The lines of orders that the caller was found to see, each order's in their order.
pub(crate) async fn exported_lines(tx: &mut Tx, orders: &[Uuid]) -> Result<Vec<ExportedLine>, Error> {
    let lines = sqlx::query_as!(
        ExportedLine,
        r#"
        with line as materialized (
            select l.* from tenant.purchase_order_line l where l.order_id = any ($1)
        )
        select
            l.order_id as "order_id!: OrderId", l.id as "id!", l.position as "position!", l.description as "description!: Text",
            l.supplier_reference as "supplier_reference: Reference", c.code as "category_code?", c.name as "category_name?",
            l.quantity as "quantity!: Quantity", l.unit as "unit!: Unit", l.unit_price as "unit_price!: UnitPrice",
            l.price_base as "price_base!: Quantity", t.code as "tax_code?", trim_scale(t.rate_percent) as "tax_rate_percent?",
            l.net_minor as "net_minor!", l.need_by, l.note as "note: Note"
        from line l
        left join tenant.category c on (c.org_id, c.id) = (l.org_id, l.category_id)
        left join tenant.tax_code t on (t.org_id, t.id) = (l.org_id, l.tax_code_id)
        order by l.order_id, l.position
        "#,
        orders
    );
    Ok(lines.fetch_all(tx.connection()?).await?)
}
