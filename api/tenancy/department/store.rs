//! Every statement on departments; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::Tx;
use kernel::{Code, DepartmentId, Error, Name, PersonId, Revision};

use super::{Department, HeadToBe, hand_over::Headed};
use crate::store::{Unique, taken};

const UNIQUE: &[Unique] = &[
    ("department_code_unique", "code", "Another department has this code."),
    ("department_name_unique", "name", "Another department has this name."),
];

// The head's name is looked up row by row, so that a page keeps its order.
macro_rules! select_departments {
    ($conditions:tt $(, $arguments:expr)*) => {
        sqlx::query_as!(
            Department,
            r#"
            select d.id as "id: DepartmentId", d.name as "name: Name", d.code as "code: Code", d.head_id as "head_id: PersonId",
                   (select p.name from tenant.person p where p.org_id = d.org_id and p.id = d.head_id) as "head_name: Name",
                   d.is_active, d.revision as "revision: Revision"
            from tenant.department d
            "# + $conditions
            $(, $arguments)*
        )
    };
}

pub(super) async fn find(tx: &mut Tx, id: DepartmentId) -> Result<Department, Error> {
    let found = select_departments!("where d.id = $1", id as DepartmentId).fetch_optional(tx.connection()?).await?;
    found.ok_or_else(Error::not_found)
}

pub(super) async fn lock(tx: &mut Tx, id: DepartmentId) -> Result<Department, Error> {
    let found = select_departments!("where d.id = $1 for update", id as DepartmentId);
    found.fetch_optional(tx.connection()?).await?.ok_or_else(Error::not_found)
}

/// The departments in use that a person heads, by name.
pub(super) async fn headed(tx: &mut Tx, person: PersonId) -> Result<Vec<Headed>, Error> {
    let found = sqlx::query_as!(
        Headed,
        r#"
        select d.id as "id: DepartmentId", d.name as "name: Name"
        from tenant.department d
        where d.head_id = $1 and d.is_active
        order by d.name, d.id
        "#,
        person as PersonId
    );
    Ok(found.fetch_all(tx.connection()?).await?)
}

pub(super) async fn page(
    tx: &mut Tx,
    is_active: Option<bool>,
    after_name: Option<Name>,
    rows: i64,
) -> Result<Vec<Department>, Error> {
    let page = select_departments!(
        "where d.is_active = coalesce($1, d.is_active) and d.name > coalesce($2, '') order by d.name limit $3",
        is_active,
        after_name as Option<Name>,
        rows
    );
    Ok(page.fetch_all(tx.connection()?).await?)
}

pub(super) async fn insert(tx: &mut Tx, department: &Department) -> Result<(), Error> {
    let created_at = tx.now();
    sqlx::query!(
        "insert into tenant.department (org_id, id, name, code, head_id, is_active, revision, created_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6, $7)",
        department.id as DepartmentId,
        &department.name as &Name,
        &department.code as &Code,
        department.head_id as Option<PersonId>,
        department.is_active,
        department.revision as Revision,
        created_at,
    )
    .execute(tx.connection()?)
    .await
    .map_err(|error| taken(error, UNIQUE))?;
    Ok(())
}

pub(super) async fn save(tx: &mut Tx, department: &Department) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.department
        set name = $2, code = $3, head_id = $4, is_active = $5, revision = $6
        where id = $1",
        department.id as DepartmentId,
        &department.name as &Name,
        &department.code as &Code,
        department.head_id as Option<PersonId>,
        department.is_active,
        department.revision as Revision,
    )
    .execute(tx.connection()?)
    .await
    .map_err(|error| taken(error, UNIQUE))?;
    Ok(())
}

// Locked, so that nobody is deactivated while becoming head.
pub(super) async fn find_head(tx: &mut Tx, id: PersonId) -> Result<Option<HeadToBe>, Error> {
    let found = sqlx::query_as!(
        HeadToBe,
        r#"
        select p.id as "id: PersonId", p.name as "name: Name", p.is_active
        from tenant.person p
        where p.id = $1
        for share
        "#,
        id as PersonId
    );
    Ok(found.fetch_optional(tx.connection()?).await?)
}
