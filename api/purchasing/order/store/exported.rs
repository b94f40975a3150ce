//! The lines of many orders, as an export shows them.
use access::Tx;
use kernel::{Error, Name, Note, Quantity, Reference, Text, Unit, UnitPrice};
use uuid::Uuid;

use crate::line::ExportedLine;

/// The lines of orders that the caller was found to see, each order's in their order.
pub(crate) async fn exported_lines(tx: &mut Tx, orders: &[Uuid]) -> Result<Vec<ExportedLine>, Error> {
    let lines = sqlx::query_as!(
        ExportedLine,
        r#"
        with line as materialized (
            select l.* from tenant.purchase_order_line l where l.order_id = any ($1)
        )
        select
            l.order_id as "document_id!", l.id as "id!", l.position as "position!", l.description as "description!: Text",
            l.supplier_reference as "supplier_reference: Reference", null::text as "supplier_name: Name", c.code as "category_code?", c.name as "category_name?",
            l.quantity as "quantity!: Quantity", l.unit as "unit!: Unit", l.unit_price as "unit_price!: UnitPrice",
            l.price_base as "price_base!: Quantity", t.code as "tax_code?", trim_scale(t.rate_percent) as "tax_rate_percent?",
            tenant.adjusted_by(l.adjustments) as "adjusted_minor!", l.net_minor as "net_minor!",
            null::numeric as ordered, trim_scale(l.short_closed_quantity) as "short_closed!",
            r.number as "requisition_number?: Reference", asked.position as "requisition_position?", l.need_by, l.note as "note: Note"
        from line l
        left join tenant.category c on (c.org_id, c.id) = (l.org_id, l.category_id)
        left join tenant.tax_code t on (t.org_id, t.id) = (l.org_id, l.tax_code_id)
        left join tenant.requisition_line asked on (asked.org_id, asked.id) = (l.org_id, l.requisition_line_id)
        left join tenant.requisition r on (r.org_id, r.id) = (asked.org_id, asked.requisition_id)
        order by l.order_id, l.position
        "#,
        orders
    );
    Ok(lines.fetch_all(tx.connection()?).await?)
}
