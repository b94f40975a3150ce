//! A page of requisitions, the newest first.
use access::Work;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, DepartmentId, Error, Money, Name, PersonId, Reference, Revision, SupplierId, Text};
use serde::Serialize;
use sqlx::{Postgres, QueryBuilder, Row as _, postgres::PgRow};
use utoipa::ToSchema;

use super::amount;
use crate::{
    order::{DepartmentNamed, PersonNamed, SupplierNamed},
    requisition::{Lifecycle, RequisitionId},
    sight::{Listed, Sight, created},
};

/// A requisition in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedRequisition {
    pub id: RequisitionId,
    pub number: Option<Reference>,
    pub title: Text,
    pub lifecycle: Lifecycle,
    pub requester: PersonNamed,
    /// For whom it was asked, when not for the requester.
    pub on_behalf_of: Option<PersonNamed>,
    pub department: DepartmentNamed,
    pub supplier: Option<SupplierNamed>,
    /// At the estimated prices, with tax.
    pub total: Money,
    /// How many lines it has.
    #[schema(example = 3, minimum = 0, maximum = 500)]
    pub lines: i64,
    /// Of how many something remains to be ordered.
    #[schema(example = 1, minimum = 0, maximum = 500)]
    pub lines_to_order: i64,
    pub need_by: Option<NaiveDate>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub revision: Revision,
}

/// Which requisitions, parsed.
#[derive(Debug)]
pub(in crate::requisition) struct Wanted {
    pub lifecycle: Option<Lifecycle>,
    pub is_to_order: Option<bool>,
    pub supplier: Option<SupplierId>,
    pub department: Option<DepartmentId>,
    pub requester: Option<PersonId>,
    pub currency: Option<Currency>,
    pub minor_from: Option<i64>,
    pub minor_to: Option<i64>,
    pub created: Days,
    pub need_by: Days,
    pub words: Vec<String>,
    pub after: Option<RequisitionId>,
    pub rows: i64,
}

/// From which day to which, both within.
#[derive(Debug)]
pub(in crate::requisition) struct Days {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

const COLUMNS: &str = "d.org_id, d.id, d.number, d.title, d.lifecycle, d.requester_id, d.on_behalf_of_id, d.department_id, d.supplier_id, d.currency,
    d.total_minor, d.need_by, d.submitted_at, d.created_at, d.revision";

/// A page of what the caller sees. The page is cut before it is joined, so that its order is the index's.
pub(in crate::requisition) async fn page<P>(
    work: &mut Work<'_, P>,
    wanted: Wanted,
) -> Result<Vec<ListedRequisition>, Error> {
    let mut query = QueryBuilder::<Postgres>::new("with page as materialized (");
    let list = Listed {
        table: "tenant.requisition",
        kind: "requisition",
        columns: COLUMNS,
        after: wanted.after.map(|id| id.0),
        rows: wanted.rows,
    };
    list.newest(&mut query, Sight::of_requisitions(work.caller()), |query| {
        filter(query, &wanted);
        between(query, &wanted);
    });
    query.push(
        ")
        select l.*, held.lines, held.lines_to_order, requester.name as requester_name, behalf.name as on_behalf_of_name, d.name as department_name, s.name as supplier_name
        from page l
        join tenant.person requester on (requester.org_id, requester.id) = (l.org_id, l.requester_id)
        join tenant.department d on (d.org_id, d.id) = (l.org_id, l.department_id)
        left join tenant.person behalf on (behalf.org_id, behalf.id) = (l.org_id, l.on_behalf_of_id)
        left join tenant.supplier s on (s.org_id, s.id) = (l.org_id, l.supplier_id)
        cross join lateral (
            select count(*) as lines, count(*) filter (where l.lifecycle in ('approved', 'partially_ordered')
                and line.short_closed_at is null and tenant.ordered_of(line.org_id, line.id) < line.quantity) as lines_to_order
            from tenant.requisition_line line
            where (line.org_id, line.requisition_id) = (l.org_id, l.id)
        ) held
        order by l.id desc",
    );
    let rows = query.build().fetch_all(work.connection()?).await?;
    rows.iter().map(listed).collect()
}

fn filter(query: &mut QueryBuilder<Postgres>, wanted: &Wanted) {
    if let Some(lifecycle) = wanted.lifecycle {
        query.push(" and d.lifecycle = ").push_bind(lifecycle.code());
    }
    // Just the states of which something remains; as text, so that their own index answers it.
    match wanted.is_to_order {
        Some(true) => query.push(" and d.lifecycle in ('approved', 'partially_ordered')"),
        Some(false) => query.push(" and d.lifecycle not in ('approved', 'partially_ordered')"),
        None => query,
    };
    if let Some(supplier) = wanted.supplier {
        query.push(" and (d.supplier_id = ").push_bind(supplier);
        query.push(
            " or exists (
            select from tenant.requisition_line l
            where (l.org_id, l.requisition_id) = (d.org_id, d.id) and l.supplier_id = ",
        );
        query.push_bind(supplier).push("))");
    }
    if let Some(department) = wanted.department {
        query.push(" and d.department_id = ").push_bind(department);
    }
    if let Some(requester) = wanted.requester {
        query.push(" and (d.requester_id = ").push_bind(requester);
        query.push(" or d.on_behalf_of_id = ").push_bind(requester).push(")");
    }
    if let Some(currency) = wanted.currency {
        query.push(" and d.currency = ").push_bind(currency);
    }
    for word in &wanted.words {
        query.push(" and strpos(d.search_text, ").push_bind(word.clone()).push(") > 0");
    }
}

fn between(query: &mut QueryBuilder<Postgres>, wanted: &Wanted) {
    if let Some(minor) = wanted.minor_from {
        query.push(" and d.total_minor >= ").push_bind(minor);
    }
    if let Some(minor) = wanted.minor_to {
        query.push(" and d.total_minor <= ").push_bind(minor);
    }
    created(query, wanted.created.from, wanted.created.to);
    if let Some(day) = wanted.need_by.from {
        query.push(" and d.need_by >= ").push_bind(day);
    }
    if let Some(day) = wanted.need_by.to {
        query.push(" and d.need_by <= ").push_bind(day);
    }
}

fn listed(row: &PgRow) -> Result<ListedRequisition, Error> {
    let person = |id: Option<PersonId>, name: Option<Name>| id.zip(name).map(|(id, name)| PersonNamed { id, name });
    let supplier: Option<SupplierId> = row.try_get("supplier_id")?;
    Ok(ListedRequisition {
        id: row.try_get("id")?,
        number: row.try_get("number")?,
        title: row.try_get("title")?,
        lifecycle: row.try_get("lifecycle")?,
        requester: PersonNamed { id: row.try_get("requester_id")?, name: row.try_get("requester_name")? },
        on_behalf_of: person(row.try_get("on_behalf_of_id")?, row.try_get("on_behalf_of_name")?),
        department: DepartmentNamed { id: row.try_get("department_id")?, name: row.try_get("department_name")? },
        supplier: supplier.zip(row.try_get("supplier_name")?).map(|(id, name)| SupplierNamed { id, name }),
        total: amount(row.try_get("total_minor")?, row.try_get("currency")?),
        lines: row.try_get("lines")?,
        lines_to_order: row.try_get("lines_to_order")?,
        need_by: row.try_get("need_by")?,
        submitted_at: row.try_get("submitted_at")?,
        created_at: row.try_get("created_at")?,
        revision: row.try_get("revision")?,
    })
}
