//! The lines of an order.
use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{CategoryId, Currency, Error, Money, Name, Note, PersonId, Quantity, Reference, Text, Unit, UnitPrice};
use rust_decimal::Decimal;
use tenancy::TaxCodeId;
use uuid::Uuid;

use crate::{
    adjustment::Kept,
    line::{LineCategory, LineId, ShortClosed},
    order::{AnsweredLine, OrderId, OrderLine, PersonNamed},
    pricing::PricedLine,
    refusals::REOPENED_BY_SECOND_PERSON,
    requisition::{ORDERED_ABOVE_APPROVED, REQUISITION_LINE_SHORT_CLOSED, REQUISITION_NOT_APPROVED},
    totals::Tax,
};

/// A line to be kept, at its place.
#[derive(Debug, Clone)]
pub(crate) struct NewOrderLine {
    pub id: LineId,
    pub position: i32,
    pub line: PricedLine,
    pub requisition_line_id: Option<LineId>,
}

/// The lines of an order that the caller was found to see, in their order.
pub(crate) async fn lines(tx: &mut Tx, order: OrderId, currency: Currency) -> Result<Vec<OrderLine>, Error> {
    let rows = sqlx::query!(
        r#"
        with line as materialized (
            select l.* from tenant.purchase_order_line l where l.order_id = $1
        )
        select
            l.id as "id!: LineId", l.position as "position!", l.description as "description!: Text",
            l.supplier_reference as "supplier_reference: Reference", l.category_id as "category_id: CategoryId",
            c.code as "category_code?", c.name as "category_name?", l.quantity as "quantity!: Quantity", l.unit as "unit!: Unit",
            l.unit_price as "unit_price!: UnitPrice", l.price_base as "price_base!: Quantity",
            l.tax_code_id as "tax_code_id: TaxCodeId", t.code as "tax_code?", t.name as "tax_name?", t.treatment as "treatment?",
            t.rate_percent as "rate_percent?", l.adjustments as "adjustments!: Kept", l.net_minor as "net_minor!", l.need_by, l.note as "note: Note",
            l.requisition_line_id as "requisition_line_id: LineId", asked.requisition_id as "requisition_id?",
            r.number as "requisition_number?: Reference", asked.position as "asked_position?", asked.quantity as "asked_quantity?: Quantity",
            l.short_closed_quantity as "short_closed_quantity!", l.short_closed_at, l.short_closed_by_id as "short_closed_by: PersonId",
            closer.name as "short_closed_by_name?: Name", l.short_closed_because as "short_closed_because: Text"
        from line l
        left join tenant.category c on (c.org_id, c.id) = (l.org_id, l.category_id)
        left join tenant.tax_code t on (t.org_id, t.id) = (l.org_id, l.tax_code_id)
        left join tenant.person closer on (closer.org_id, closer.id) = (l.org_id, l.short_closed_by_id)
        left join tenant.requisition_line asked on (asked.org_id, asked.id) = (l.org_id, l.requisition_line_id)
        left join tenant.requisition r on (r.org_id, r.id) = (asked.org_id, asked.requisition_id)
        order by l.position
        "#,
        order.0
    )
    .fetch_all(tx.connection()?)
    .await?;
    let mut lines = Vec::new();
    for row in rows {
        let net = Money { minor: row.net_minor, currency };
        let (gross, adjustments) = row.adjustments.on_line(net)?;
        let closed = Closed {
            quantity: row.short_closed_quantity,
            reason: row.short_closed_because,
            by: row.short_closed_by,
            by_name: row.short_closed_by_name,
            at: row.short_closed_at,
        };
        lines.push(OrderLine {
            id: row.id,
            position: row.position,
            description: row.description,
            supplier_reference: row.supplier_reference,
            category: category(row.category_id, row.category_code, row.category_name),
            quantity: row.quantity,
            unit: row.unit,
            unit_price: row.unit_price,
            price_base: row.price_base,
            tax_code: tax(row.tax_code_id, (row.tax_code, row.tax_name, row.treatment), row.rate_percent),
            gross,
            adjustments,
            net,
            need_by: row.need_by,
            note: row.note,
            requisition_line_id: row.requisition_line_id,
            answers: answered(row.requisition_id, row.requisition_number, row.asked_position.zip(row.asked_quantity)),
            short_closed: closed.shown(),
        });
    }
    Ok(lines)
}

fn answered(
    requisition_id: Option<Uuid>,
    requisition_number: Option<Reference>,
    line: Option<(i32, Quantity)>,
) -> Option<AnsweredLine> {
    let ((position, quantity), requisition_id) = (line?, requisition_id?);
    Some(AnsweredLine { requisition_id, requisition_number, position, quantity })
}

struct Closed {
    quantity: Decimal,
    reason: Option<Text>,
    by: Option<PersonId>,
    by_name: Option<Name>,
    at: Option<DateTime<Utc>>,
}

impl Closed {
    fn shown(self) -> Option<ShortClosed> {
        Some(ShortClosed {
            quantity: self.quantity.normalize(),
            reason: self.reason?,
            by: PersonNamed { id: self.by?, name: self.by_name? },
            at: self.at?,
        })
    }
}

fn category(id: Option<CategoryId>, code: Option<String>, name: Option<String>) -> Option<LineCategory> {
    Some(LineCategory { id: id?, code: code?, name: name? })
}

fn tax(
    id: Option<TaxCodeId>,
    (code, name, treatment): (Option<String>, Option<String>, Option<String>),
    rate: Option<Decimal>,
) -> Option<Tax> {
    Some(Tax { id: id?, code: code?, name: name?, treatment: treatment?, rate_percent: rate?.normalize() })
}

/// Makes the lines of a draft exactly these: a line that stays keeps its id and what it answers.
pub(crate) async fn put_lines(tx: &mut Tx, order: OrderId, lines: &[NewOrderLine]) -> Result<(), Error> {
    let ids: Vec<Uuid> = lines.iter().map(|line| line.id.0).collect();
    sqlx::query!("delete from tenant.purchase_order_line where order_id = $1 and id <> all ($2)", order.0, &ids)
        .execute(tx.connection()?)
        .await?;
    if lines.is_empty() {
        return Ok(());
    }
    let asked = || lines.iter().map(|line| &line.line.line);
    let positions: Vec<_> = lines.iter().map(|line| line.position).collect();
    let descriptions: Vec<_> = asked().map(|line| line.description.as_str().to_owned()).collect();
    let references: Vec<_> =
        asked().map(|line| line.supplier_reference.as_ref().map(|text| text.as_str().to_owned())).collect();
    let categories: Vec<_> = asked().map(|line| line.category_id.map(|id| id.0)).collect();
    let quantities: Vec<_> = asked().map(|line| line.quantity.decimal()).collect();
    let units: Vec<_> = asked().map(|line| line.unit.code().to_owned()).collect();
    let prices: Vec<_> = asked().map(|line| line.unit_price.decimal()).collect();
    let bases: Vec<_> = asked().map(|line| line.price_base.decimal()).collect();
    let taxes: Vec<_> = asked().map(|line| line.tax_code_id.map(|id| id.0)).collect();
    let adjustments = lines.iter().map(|line| Kept::of_line(&line.line.adjustments).into_json());
    let adjustments = adjustments.collect::<Result<Vec<_>, _>>()?;
    let nets: Vec<_> = lines.iter().map(|line| line.line.net.minor).collect();
    let need_bys: Vec<_> = asked().map(|line| line.need_by).collect();
    let notes: Vec<_> = asked().map(|line| line.note.as_ref().map(|note| note.as_str().to_owned())).collect();
    let answers: Vec<_> = lines.iter().map(|line| line.requisition_line_id.map(|id| id.0)).collect();
    sqlx::query!(
        "
        insert into tenant.purchase_order_line as l (
            org_id, order_id, id, position, description, supplier_reference, category_id, quantity, unit, unit_price,
            price_base, tax_code_id, adjustments, net_minor, need_by, note, requisition_line_id)
        select (select door.org_id()), $1, n.*
        from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::uuid[], $7::numeric[], $8::text[], $9::numeric[],
            $10::numeric[], $11::uuid[], $12::jsonb[], $13::bigint[], $14::date[], $15::text[], $16::uuid[]) n
        on conflict (org_id, id) do update
        set position = excluded.position, description = excluded.description,
            supplier_reference = excluded.supplier_reference, category_id = excluded.category_id,
            quantity = excluded.quantity, unit = excluded.unit, unit_price = excluded.unit_price,
            price_base = excluded.price_base, tax_code_id = excluded.tax_code_id,
            adjustments = excluded.adjustments, net_minor = excluded.net_minor, need_by = excluded.need_by, note = excluded.note
        where l.order_id = excluded.order_id
        ",
        order.0,
        &ids,
        &positions,
        &descriptions,
        &references as &[Option<String>],
        &categories as &[Option<Uuid>],
        &quantities,
        &units,
        &prices,
        &bases,
        &taxes as &[Option<Uuid>],
        &adjustments,
        &nets,
        &need_bys as &[Option<chrono::NaiveDate>],
        &notes as &[Option<String>],
        &answers as &[Option<Uuid>]
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

pub(super) fn refused(error: sqlx::Error) -> Error {
    match error.as_database_error().and_then(|error| error.constraint()) {
        Some("requisition_line_ordered_check") => ORDERED_ABOVE_APPROVED.into(),
        Some("requisition_line_short_closed_check") => REQUISITION_LINE_SHORT_CLOSED.into(),
        Some("purchase_order_reopened_by_second") => REOPENED_BY_SECOND_PERSON.into(),
        Some("requisition_line_approved_check") => REQUISITION_NOT_APPROVED.into(),
        Some(_) | None => error.into(),
    }
}
