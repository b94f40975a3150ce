//! What a requisition became: its orders, and what each took of which line.
use access::Tx;
use chrono::{DateTime, Utc};
use kernel::Error;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{line::LineId, requisition::RequisitionId};

/// An order that took something of a requisition, as far as whoever sees the requisition may know it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderMade {
    pub id: Uuid,
    #[schema(example = "PO-2026-00042")]
    pub number: Option<String>,
    #[schema(example = "issued")]
    pub lifecycle: String,
    #[schema(example = "Harbour Linen")]
    pub supplier_name: Option<String>,
    pub created_at: DateTime<Utc>,
    /// False once it was rejected or cancelled: it gave back what it had taken.
    pub is_counted: bool,
    /// Its lines that answer this requisition, in their order.
    #[schema(max_items = 500)]
    pub lines: Vec<LineMade>,
}

/// A line of an order, and what it takes of which line of the requisition.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct LineMade {
    pub id: LineId,
    pub requisition_line_id: LineId,
    /// Its place in the order, from 1.
    #[schema(example = 1, minimum = 1, maximum = 500)]
    pub position: i32,
    #[schema(value_type = String, example = "4")]
    pub quantity: Decimal,
    /// How much of it was closed short, and so given back.
    #[schema(value_type = String, example = "0")]
    pub short_closed_quantity: Decimal,
}

/// The orders that a requisition became, the oldest first; at most 500.
pub(in crate::requisition) async fn orders_made(tx: &mut Tx, id: RequisitionId) -> Result<Vec<OrderMade>, Error> {
    let rows = sqlx::query!(
        r#"with made as materialized (
            select o.order_id, jsonb_agg(jsonb_build_object('id', o.id, 'requisition_line_id', o.requisition_line_id, 'position', o.position,
                'quantity', trim_scale(o.quantity)::text, 'short_closed_quantity', trim_scale(o.short_closed_quantity)::text) order by o.position) as lines
            from tenant.purchase_order_line o
            join tenant.requisition_line l on (l.org_id, l.id) = (o.org_id, o.requisition_line_id)
            where l.requisition_id = $1
            group by o.order_id
            order by o.order_id
            limit 500
        )
        select p.id, p.number, p.lifecycle, s.name as "supplier_name?", p.created_at, m.lines as "lines!"
        from made m
        join tenant.purchase_order p on p.id = m.order_id
        left join tenant.supplier s on (s.org_id, s.id) = (p.org_id, p.supplier_id)
        order by p.id"#,
        id.0
    )
    .fetch_all(tx.connection()?)
    .await?;
    let made = rows.into_iter().map(|row| {
        Ok(OrderMade {
            is_counted: !["rejected", "cancelled"].contains(&row.lifecycle.as_str()),
            lines: serde_json::from_value(row.lines)?,
            id: row.id,
            number: row.number,
            lifecycle: row.lifecycle,
            supplier_name: row.supplier_name,
            created_at: row.created_at,
        })
    });
    made.collect()
}
