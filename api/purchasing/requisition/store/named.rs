//! What a requisition names: people, departments, suppliers, addresses.
use access::Tx;
use kernel::{DepartmentId, Error, Name, PersonId, SupplierId};
use tenancy::DeliveryAddressId;

/// The caller, and the person it is for when that is somebody else.
pub(in crate::requisition) struct People {
    /// Whether the person it is for is there and active.
    pub is_known: bool,
    /// Their department.
    pub department: Option<DepartmentId>,
}

/// Whom a requisition is for, and where they belong.
pub(in crate::requisition) async fn whom_it_is_for(tx: &mut Tx, person: PersonId) -> Result<People, Error> {
    let row = sqlx::query!(
        r#"select department_id as "department_id: DepartmentId" from tenant.person where id = $1 and is_active"#,
        person.0
    )
    .fetch_optional(tx.connection()?)
    .await?;
    let is_known = row.is_some();
    Ok(People { is_known, department: row.and_then(|row| row.department_id) })
}

/// A department in use.
pub(in crate::requisition) struct Department {
    pub is_headed_by_caller: bool,
}

/// A department, if it is in use.
pub(in crate::requisition) async fn department(tx: &mut Tx, id: DepartmentId) -> Result<Option<Department>, Error> {
    let department = sqlx::query_as!(
        Department,
        r#"select coalesce(head_id = (select door.person_id()), false) as "is_headed_by_caller!"
        from tenant.department
        where id = $1 and is_active"#,
        id.0
    )
    .fetch_optional(tx.connection()?)
    .await?;
    Ok(department)
}

/// Whether goods can go to this address.
pub(in crate::requisition) async fn address_is_known(tx: &mut Tx, id: DeliveryAddressId) -> Result<bool, Error> {
    let is_known = sqlx::query_scalar!(
        r#"select exists (select from tenant.delivery_address where id = $1 and is_active) as "is_known!""#,
        id.0
    )
    .fetch_one(tx.connection()?)
    .await?;
    Ok(is_known)
}

/// The names of these suppliers, as far as they are there.
pub(in crate::requisition) async fn supplier_names(
    tx: &mut Tx,
    ids: &[SupplierId],
) -> Result<Vec<(SupplierId, Name)>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select id as "id: SupplierId", name as "name: Name" from tenant.supplier where id = any ($1)"#,
        &ids
    )
    .fetch_all(tx.connection()?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
