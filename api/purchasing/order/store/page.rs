//! A page of orders: found first, named afterwards. A join would lose the order of the index (performance.md 0), and each name is
//! looked up once, however many orders bear it.
use access::{InOrder, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, DepartmentId, Error, Name, PersonId, Reference, Revision, SupplierId, Text};
use sqlx::{FromRow, Postgres, QueryBuilder, postgres::PgRow};

use crate::{
    order::{Lifecycle, OrderId, list::Wanted},
    sight::{Listed, Sight, created},
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

const COLUMNS: &str = "d.org_id, d.id, d.number, d.external_number, d.title, d.lifecycle, d.receiving_held_at, d.billing_held_at, d.requester_id,
    d.department_id, d.supplier_id, d.currency, d.total_minor, d.need_by, d.created_at, d.submitted_at, d.issued_at, d.revision";

/// The orders wanted among those that the caller sees, newest first.
pub(crate) async fn page(tx: &mut Tx, sight: Sight, wanted: &Wanted) -> Result<Vec<OrderRow>, Error> {
    let mut query = QueryBuilder::<Postgres>::new("with page as materialized (");
    let list = Listed {
        table: "tenant.purchase_order",
        kind: "purchase_order",
        columns: COLUMNS,
        after: wanted.after.map(|id| id.0),
        rows: wanted.rows,
    };
    list.newest(&mut query, sight, |query| {
        filter(query, wanted);
        between(query, wanted);
        for word in &wanted.words {
            search(query, word);
        }
    });
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
    rows.sort_by_key(|row| std::cmp::Reverse(row.id));
    Ok(rows)
}

fn filter(query: &mut QueryBuilder<Postgres>, wanted: &Wanted) {
    if let Some(lifecycle) = wanted.lifecycle {
        query.push(" and d.lifecycle = ").push_bind(lifecycle.code());
    }
    if let Some(supplier) = wanted.supplier_id {
        query.push(" and d.supplier_id = ").push_bind(supplier);
    }
    if let Some(department) = wanted.department_id {
        query.push(" and d.department_id = ").push_bind(department);
    }
    if let Some(requester) = wanted.requester_id {
        query.push(" and d.requester_id = ").push_bind(requester);
    }
    if let Some(currency) = wanted.currency {
        query.push(" and d.currency = ").push_bind(currency);
    }
}

fn between(query: &mut QueryBuilder<Postgres>, wanted: &Wanted) {
    if let Some(minor) = wanted.minor_from {
        query.push(" and d.total_minor >= ").push_bind(minor);
    }
    if let Some(minor) = wanted.minor_to {
        query.push(" and d.total_minor <= ").push_bind(minor);
    }
    created(query, wanted.created_from, wanted.created_to);
    if let Some(day) = wanted.need_by_from {
        query.push(" and d.need_by >= ").push_bind(day);
    }
    if let Some(day) = wanted.need_by_to {
        query.push(" and d.need_by <= ").push_bind(day);
    }
}

fn search(query: &mut QueryBuilder<Postgres>, word: &str) {
    for (before, after) in [
        (" and (strpos(lower(d.title collate pg_c_utf8), ", ") > 0"),
        (" or strpos(lower(d.number collate pg_c_utf8), ", ") > 0"),
        (" or strpos(lower(d.external_number collate pg_c_utf8), ", ") > 0"),
        (
            " or d.supplier_id = any (array(select s.id from tenant.supplier s where strpos(lower(s.name collate pg_c_utf8), ",
            ") > 0)))",
        ),
    ] {
        query.push(before).push_bind(word.to_owned()).push(after);
    }
}
