//! The lines of many requisitions, as an export shows them.
use access::Tx;
use kernel::{Error, Name, Note, Quantity, Reference, Text, Unit, UnitPrice};
use uuid::Uuid;

use crate::line::ExportedLine;

/// The lines of requisitions that the caller was found to see, each requisition's in their order.
pub(in crate::requisition) async fn exported_lines(
    tx: &mut Tx,
    requisitions: &[Uuid],
) -> Result<Vec<ExportedLine>, Error> {
    let lines = sqlx::query_as!(
        ExportedLine,
        r#"
        with line as materialized (
            select l.* from tenant.requisition_line l where l.requisition_id = any ($1)
        )
        select
            l.requisition_id as "document_id!", l.id as "id!", l.position as "position!",
            l.description as "description!: Text", l.supplier_reference as "supplier_reference: Reference",
            s.name as "supplier_name?: Name", c.code as "category_code?", c.name as "category_name?",
            l.quantity as "quantity!: Quantity", l.unit as "unit!: Unit", l.unit_price as "unit_price!: UnitPrice",
            l.price_base as "price_base!: Quantity", t.code as "tax_code?", trim_scale(t.rate_percent) as "tax_rate_percent?",
            tenant.adjusted_by(l.adjustments) as "adjusted_minor!", l.net_minor as "net_minor!",
            trim_scale(tenant.ordered_of(l.org_id, l.id)) as ordered, trim_scale(l.short_closed_quantity) as "short_closed!",
            null::text as "requisition_number: Reference", null::int as requisition_position, l.need_by, l.note as "note: Note"
        from line l
        left join tenant.supplier s on (s.org_id, s.id) = (l.org_id, l.supplier_id)
        left join tenant.category c on (c.org_id, c.id) = (l.org_id, l.category_id)
        left join tenant.tax_code t on (t.org_id, t.id) = (l.org_id, l.tax_code_id)
        order by l.requisition_id, l.position
        "#,
        requisitions
    );
    Ok(lines.fetch_all(tx.connection()?).await?)
}
