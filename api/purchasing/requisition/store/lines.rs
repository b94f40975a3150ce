//! The rows of `tenant.requisition_line`.
use access::Tx;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, Error, Name, Note, PersonId, Quantity, Reference, SupplierId, Text, Unit, UnitPrice};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{amount, refused};
use crate::{
    adjustment::{Adjustment, Kept},
    line::{CategoryId, LineCategory, LineId, NewLine, ShortClosed, TaxCodeId},
    order::{PersonNamed, SupplierNamed},
    requisition::{RequisitionId, RequisitionLine},
    totals::Tax,
};

struct Row {
    id: LineId,
    description: Text,
    supplier_reference: Option<Reference>,
    supplier_id: Option<SupplierId>,
    supplier_name: Option<Name>,
    category_id: Option<CategoryId>,
    category_code: Option<String>,
    category_name: Option<String>,
    quantity: Quantity,
    unit: Unit,
    unit_price: UnitPrice,
    price_base: Quantity,
    tax_code_id: Option<TaxCodeId>,
    tax_code: Option<String>,
    tax_name: Option<String>,
    tax_treatment: Option<String>,
    tax_rate_percent: Option<Decimal>,
    need_by: Option<NaiveDate>,
    note: Option<Note>,
    adjustments: Kept,
    net_minor: i64,
    ordered: Decimal,
    short_closed_quantity: Decimal,
    short_closed_at: Option<DateTime<Utc>>,
    short_closed_by: Option<PersonId>,
    short_closed_by_name: Option<Name>,
    short_closed_because: Option<Text>,
}

pub(super) async fn of(tx: &mut Tx, id: RequisitionId, currency: Currency) -> Result<Vec<RequisitionLine>, Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select l.id as "id: LineId", l.description as "description: Text",
            l.supplier_reference as "supplier_reference: Reference",
            l.supplier_id as "supplier_id: SupplierId", s.name as "supplier_name?: Name",
            l.category_id as "category_id: CategoryId", c.code as "category_code?", c.name as "category_name?",
            l.quantity as "quantity: Quantity", l.unit as "unit: Unit", l.unit_price as "unit_price: UnitPrice",
            l.price_base as "price_base: Quantity",
            l.tax_code_id as "tax_code_id: TaxCodeId", t.code as "tax_code?", t.name as "tax_name?",
            t.treatment as "tax_treatment?", trim_scale(t.rate_percent) as "tax_rate_percent?",
            l.need_by, l.note as "note: Note", l.adjustments as "adjustments: Kept", l.net_minor,
            tenant.ordered_of(l.org_id, l.id) as "ordered!", l.short_closed_quantity, l.short_closed_at,
            l.short_closed_by_id as "short_closed_by: PersonId", closer.name as "short_closed_by_name?: Name",
            l.short_closed_because as "short_closed_because: Text"
        from tenant.requisition_line l
        left join tenant.supplier s on (s.org_id, s.id) = (l.org_id, l.supplier_id)
        left join tenant.category c on (c.org_id, c.id) = (l.org_id, l.category_id)
        left join tenant.tax_code t on (t.org_id, t.id) = (l.org_id, l.tax_code_id)
        left join tenant.person closer on (closer.org_id, closer.id) = (l.org_id, l.short_closed_by_id)
        where l.requisition_id = $1
        order by l.position"#,
        id.0
    )
    .fetch_all(tx.connection()?)
    .await?;
    rows.into_iter().map(|row| row.line(currency)).collect()
}

impl Row {
    fn short_closed(&self) -> Option<ShortClosed> {
        Some(ShortClosed {
            quantity: self.short_closed_quantity.normalize(),
            reason: self.short_closed_because.clone()?,
            by: PersonNamed { id: self.short_closed_by?, name: self.short_closed_by_name.clone()? },
            at: self.short_closed_at?,
        })
    }

    fn line(self, currency: Currency) -> Result<RequisitionLine, Error> {
        let net = amount(self.net_minor, currency);
        let short_closed = self.short_closed();
        let (gross, adjustments) = self.adjustments.on_line(net)?;
        let category = self.category_id.zip(self.category_code).zip(self.category_name);
        let tax = self.tax_code_id.zip(self.tax_code).zip(self.tax_name);
        let rate = self.tax_treatment.zip(self.tax_rate_percent);
        Ok(RequisitionLine {
            id: self.id,
            supplier: self.supplier_id.zip(self.supplier_name).map(|(id, name)| SupplierNamed { id, name }),
            category: category.map(|((id, code), name)| LineCategory { id, code, name }),
            tax: tax.zip(rate).map(|(((id, code), name), (treatment, rate_percent))| Tax {
                id,
                code,
                name,
                treatment,
                rate_percent,
            }),
            gross,
            net,
            ordered: self.ordered,
            short_closed,
            line: NewLine {
                id: Some(self.id),
                description: self.description,
                supplier_reference: self.supplier_reference,
                category_id: self.category_id,
                quantity: self.quantity,
                unit: self.unit,
                unit_price: self.unit_price,
                price_base: self.price_base,
                adjustments: adjustments.iter().map(Adjustment::as_asked).collect(),
                tax_code_id: self.tax_code_id,
                need_by: self.need_by,
                note: self.note,
            },
            adjustments,
        })
    }
}

/// Makes these the lines of a draft; only what changed is written, so that the trail shows just that.
pub(in crate::requisition) async fn save(
    tx: &mut Tx,
    id: RequisitionId,
    lines: &[RequisitionLine],
) -> Result<(), Error> {
    let column = |of: fn(&RequisitionLine) -> Option<String>| lines.iter().map(of).collect::<Vec<_>>();
    let ids = |of: fn(&RequisitionLine) -> Option<Uuid>| lines.iter().map(of).collect::<Vec<_>>();
    let decimals = |of: fn(&RequisitionLine) -> Decimal| lines.iter().map(of).collect::<Vec<_>>();
    let need_by: Vec<Option<NaiveDate>> = lines.iter().map(|line| line.line.need_by).collect();
    let kept: Vec<Uuid> = lines.iter().map(|line| line.id.0).collect();
    let adjustments = lines.iter().map(|line| Kept::of_line(&line.adjustments).into_json());
    let adjustments = adjustments.collect::<Result<Vec<_>, _>>()?;
    let net: Vec<i64> = lines.iter().map(|line| line.net.minor).collect();
    sqlx::query!("delete from tenant.requisition_line where requisition_id = $1 and id <> all ($2)", id.0, &kept)
        .execute(tx.connection()?)
        .await
        .map_err(refused)?;
    sqlx::query!(
        "insert into tenant.requisition_line as l (
            org_id, id, requisition_id, position, description, supplier_reference, supplier_id, category_id, quantity, unit,
            unit_price, price_base, tax_code_id, need_by, note, adjustments, net_minor
        )
        select (select door.org_id()), n.id, $1, n.position, n.description, n.supplier_reference, n.supplier_id, n.category_id, n.quantity, n.unit,
            n.unit_price, n.price_base, n.tax_code_id, n.need_by, n.note, n.adjustments, n.net_minor
        from unnest(
            $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::numeric[], $8::text[], $9::numeric[], $10::numeric[],
            $11::uuid[], $12::date[], $13::text[], $14::jsonb[], $15::bigint[]
        ) with ordinality n (
            id, description, supplier_reference, supplier_id, category_id, quantity, unit, unit_price, price_base,
            tax_code_id, need_by, note, adjustments, net_minor, position
        )
        on conflict (org_id, id) do update
        set position = excluded.position, description = excluded.description, supplier_reference = excluded.supplier_reference, supplier_id = excluded.supplier_id,
            category_id = excluded.category_id, quantity = excluded.quantity, unit = excluded.unit, unit_price = excluded.unit_price,
            price_base = excluded.price_base, tax_code_id = excluded.tax_code_id, need_by = excluded.need_by, note = excluded.note,
            adjustments = excluded.adjustments, net_minor = excluded.net_minor
        where (l.position, l.description, l.supplier_reference, l.supplier_id, l.category_id, l.quantity, l.unit, l.unit_price, l.price_base,
                l.tax_code_id, l.need_by, l.note, l.adjustments, l.net_minor)
            is distinct from (excluded.position, excluded.description, excluded.supplier_reference, excluded.supplier_id, excluded.category_id,
                excluded.quantity, excluded.unit, excluded.unit_price, excluded.price_base, excluded.tax_code_id, excluded.need_by,
                excluded.note, excluded.adjustments, excluded.net_minor)",
        id.0,
        &kept,
        &column(|line| Some(line.line.description.to_string())) as _,
        &column(|line| line.line.supplier_reference.as_ref().map(ToString::to_string)) as _,
        &ids(|line| line.supplier.as_ref().map(|supplier| supplier.id.0)) as _,
        &ids(|line| line.line.category_id.map(|category| category.0)) as _,
        &decimals(|line| line.line.quantity.decimal()),
        &column(|line| Some(line.line.unit.code().to_owned())) as _,
        &decimals(|line| line.line.unit_price.decimal()),
        &decimals(|line| line.line.price_base.decimal()),
        &ids(|line| line.line.tax_code_id.map(|code| code.0)) as _,
        &need_by as _,
        &column(|line| line.line.note.as_ref().map(ToString::to_string)) as _,
        &adjustments,
        &net
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}
