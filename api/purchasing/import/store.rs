//! What the rows of a file name and the organisation has: one statement for all rows.
use access::Tx;
use kernel::{CategoryId, DepartmentId, Error};
use tenancy::TaxCodeId;
use uuid::Uuid;

use crate::totals::Tax;

/// A department or a category that rows name by code or by name.
pub(super) struct Named<Id> {
    pub id: Id,
    pub code: String,
    pub name: String,
}

// Rows in use, by code or by name; the texts in lower case.
macro_rules! named {
    ($tx:expr, $id:ty, $from:literal, $texts:expr) => {
        Ok(sqlx::query_as!(
            Named::<$id>,
            r#"select id as "id: _", code, name from "#
                + $from
                + " where is_active and (lower(code) = any ($1) or lower(name collate pg_c_utf8) = any ($1)) order by code",
            $texts
        )
        .fetch_all($tx.connection()?)
        .await?)
    };
}

/// Departments in use; the texts in lower case.
pub(super) async fn departments(tx: &mut Tx, texts: &[String]) -> Result<Vec<Named<DepartmentId>>, Error> {
    named!(tx, DepartmentId, "tenant.department", texts)
}

/// Categories in use; the texts in lower case.
pub(super) async fn categories(tx: &mut Tx, texts: &[String]) -> Result<Vec<Named<CategoryId>>, Error> {
    named!(tx, CategoryId, "tenant.category", texts)
}

/// Tax codes in use; the codes in lower case.
pub(super) async fn tax_codes(tx: &mut Tx, codes: &[String]) -> Result<Vec<Tax>, Error> {
    Ok(sqlx::query_as!(
        Tax,
        r#"
        select id as "id: TaxCodeId", code, name, treatment, trim_scale(rate_percent) as "rate_percent!"
        from tenant.tax_code
        where is_active and lower(code) = any ($1)
        order by code
        "#,
        codes
    )
    .fetch_all(tx.connection()?)
    .await?)
}

/// Those of these external numbers that an order bears which was neither rejected nor cancelled, whoever may see it.
pub(super) async fn external_numbers_taken(tx: &mut Tx, numbers: &[String]) -> Result<Vec<String>, Error> {
    Ok(sqlx::query_scalar!(
        r#"
        select distinct external_number as "external_number!"
        from tenant.purchase_order
        where external_number = any ($1) and lifecycle not in ('rejected', 'cancelled')
        "#,
        numbers
    )
    .fetch_all(tx.connection()?)
    .await?)
}

/// Those of these suppliers that an order or a requisition names which was neither rejected nor cancelled.
pub(super) async fn living_suppliers(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Uuid>, Error> {
    Ok(sqlx::query_scalar!(
        r#"
        select o.supplier_id as "supplier_id!"
        from tenant.purchase_order o
        where o.supplier_id = any ($1) and o.lifecycle not in ('rejected', 'cancelled')
        union
        select r.supplier_id
        from tenant.requisition r
        where r.supplier_id = any ($1) and r.lifecycle not in ('rejected', 'cancelled')
        union
        select l.supplier_id
        from tenant.requisition_line l
        join tenant.requisition r on (r.org_id, r.id) = (l.org_id, l.requisition_id)
        where l.supplier_id = any ($1) and r.lifecycle not in ('rejected', 'cancelled')
        "#,
        ids
    )
    .fetch_all(tx.connection()?)
    .await?)
}
