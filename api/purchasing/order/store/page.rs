//! A page of orders: found first, named afterwards. A join would lose the order of the index (performance.md 0), and each name is
//! looked up once, however many orders bear it.
use access::{InOrder, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, DepartmentId, Error, Name, PersonId, Reference, Revision, SupplierId, Text};
use sqlx::{FromRow, Postgres, QueryBuilder, postgres::PgRow};

use crate::{
    order::{Lifecycle, OrderId, list::Wanted},
    sight::Sight,
};

/// An order of the list, as it is found.
#[derive(Debug)]
pub(crate) struct OrderRow {
    pub id: OrderId,
    pub number: Option<Reference>,
    pub external_number: Option<Reference>,
    pub title: Text,
    pub lifecycle: Lifecycle,
    pub is_receiving_held: bool,
    pub is_billing_held: bool,
    pub requester_id: PersonId,
    pub requester_name: Name,
    pub department_id: Option<DepartmentId>,
    pub department_name: Option<Name>,
    pub supplier_id: Option<SupplierId>,
    pub supplier_name: Option<Name>,
    pub currency: Currency,
    pub total_minor: i64,
    pub need_by: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub issued_at: Option<DateTime<Utc>>,
    pub revision: Revision,
}

impl OrderRow {
    /// Where it stands among the others.
    pub(crate) fn place(&self) -> (DateTime<Utc>, OrderId) {
        (self.created_at, self.id)
    }
}

impl FromRow<'_, PgRow> for OrderRow {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        let mut values = InOrder::of(row);
        Ok(Self {
            id: values.take()?,
            number: values.take()?,
            external_number: values.take()?,
            title: values.take()?,
            lifecycle: values.take()?,
            is_receiving_held: values.take()?,
            is_billing_held: values.take()?,
            requester_id: values.take()?,
            requester_name: values.take()?,
            department_id: values.take()?,
            department_name: values.take()?,
            supplier_id: values.take()?,
            supplier_name: values.take()?,
            currency: values.take()?,
            total_minor: values.take()?,
            need_by: values.take()?,
            created_at: values.take()?,
            submitted_at: values.take()?,
            issued_at: values.take()?,
            revision: values.take()?,
        })
    }
}

/// The orders wanted among those that the caller sees, newest first.
pub(crate) async fn page(tx: &mut Tx, sight: Sight, wanted: &Wanted) -> Result<Vec<OrderRow>, Error> {
    let mut query =
        QueryBuilder::<Postgres>::new(
        "with page as materialized (
            select o.org_id, o.id, o.number, o.external_number, o.title, o.lifecycle, o.receiving_held_at, o.billing_held_at, o.requester_id, o.department_id,
                o.supplier_id, o.currency, o.total_minor, o.need_by, o.created_at, o.submitted_at, o.issued_at, o.revision
            from tenant.purchase_order o where true",
    );
    see(&mut query, sight);
    filter(&mut query, wanted);
    between(&mut query, wanted);
    for word in &wanted.words {
        search(&mut query, word);
    }
    if let Some((created_at, id)) = wanted.after {
        query.push(" and (o.created_at, o.id) < (").push_bind(created_at).push(", ").push_bind(id).push(")");
    }
    query.push(" order by o.created_at desc, o.id desc limit ").push_bind(wanted.rows);
    query.push(
        "), requester as materialized (select n.id, n.name from tenant.person n where n.id = any (array(select p.requester_id from page p))),
        department as materialized (select n.id, n.name from tenant.department n where n.id = any (array(select p.department_id from page p))),
        supplier as materialized (select n.id, n.name from tenant.supplier n where n.id = any (array(select p.supplier_id from page p)))
        select o.id, o.number, o.external_number, o.title, o.lifecycle, o.receiving_held_at is not null, o.billing_held_at is not null,
            o.requester_id, requester.name, o.department_id, department.name, o.supplier_id, supplier.name,
            o.currency, o.total_minor, o.need_by, o.created_at, o.submitted_at, o.issued_at, o.revision
        from page o
        join requester on requester.id = o.requester_id
        left join department on department.id = o.department_id
        left join supplier on supplier.id = o.supplier_id",
    );
    let mut rows: Vec<OrderRow> = query.build_query_as().fetch_all(tx.connection()?).await?;
    // The join need not keep the page's order, and these few are sorted sooner here.
    rows.sort_by_key(|row| std::cmp::Reverse(row.place()));
    Ok(rows)
}

// The same rule as the projection's; as arrays, so that an index answers it.
fn see(query: &mut QueryBuilder<Postgres>, sight: Sight) {
    if sight.all {
        return;
    }
    query.push(
        " and (o.id = any (array(
            select w.document_id from tenant.watcher w where w.person_id = (select door.person_id()) and w.document_kind = 'purchase_order'))",
    );
    if sight.department {
        query.push(
            " or o.department_id = any (array(select d.id from tenant.department d where d.head_id = (select door.person_id())))",
        );
    }
    query.push(")");
}

fn filter(query: &mut QueryBuilder<Postgres>, wanted: &Wanted) {
    if let Some(lifecycle) = wanted.lifecycle {
        query.push(" and o.lifecycle = ").push_bind(lifecycle.code());
    }
    if let Some(supplier) = wanted.supplier_id {
        query.push(" and o.supplier_id = ").push_bind(supplier);
    }
    if let Some(department) = wanted.department_id {
        query.push(" and o.department_id = ").push_bind(department);
    }
    if let Some(requester) = wanted.requester_id {
        query.push(" and o.requester_id = ").push_bind(requester);
    }
    if let Some(currency) = wanted.currency {
        query.push(" and o.currency = ").push_bind(currency);
    }
}

const BEGINS_THERE: &str = "::date::timestamp at time zone g.time_zone from tenant.organisation g)";

fn between(query: &mut QueryBuilder<Postgres>, wanted: &Wanted) {
    if let Some(minor) = wanted.minor_from {
        query.push(" and o.total_minor >= ").push_bind(minor);
    }
    if let Some(minor) = wanted.minor_to {
        query.push(" and o.total_minor <= ").push_bind(minor);
    }
    // Days begin where the organisation is.
    if let Some(day) = wanted.created_from {
        query.push(" and o.created_at >= (select ").push_bind(day).push(BEGINS_THERE);
    }
    if let Some(day) = wanted.created_to {
        query.push(" and o.created_at < (select ").push_bind(day.succ_opt().unwrap_or(day)).push(BEGINS_THERE);
    }
    if let Some(day) = wanted.need_by_from {
        query.push(" and o.need_by >= ").push_bind(day);
    }
    if let Some(day) = wanted.need_by_to {
        query.push(" and o.need_by <= ").push_bind(day);
    }
}

fn search(query: &mut QueryBuilder<Postgres>, word: &str) {
    for (before, after) in [
        (" and (strpos(lower(o.title collate pg_c_utf8), ", ") > 0"),
        (" or strpos(lower(o.number collate pg_c_utf8), ", ") > 0"),
        (" or strpos(lower(o.external_number collate pg_c_utf8), ", ") > 0"),
        (
            " or o.supplier_id = any (array(select s.id from tenant.supplier s where strpos(lower(s.name collate pg_c_utf8), ",
            ") > 0)))",
        ),
    ] {
        query.push(before).push_bind(word.to_owned()).push(after);
    }
}
