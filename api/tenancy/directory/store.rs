//! Every statement of the directory; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use std::collections::HashMap;

use access::Tx;
use kernel::{DepartmentId, Error, Name, PersonId};

use super::{Head, Member, Wanted};
use crate::person::store::roles;

/// The most people that one question may bring up.
pub const LOOKED_UP_MAX: i64 = 1000;

struct Row {
    id: PersonId,
    name: Name,
    department_id: Option<DepartmentId>,
    is_active: bool,
    roles: Vec<String>,
    permissions: Vec<String>,
}

// The permissions to tell of are the first argument.
macro_rules! select_members {
    ($conditions:tt $(, $arguments:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"
            select p.id as "id: PersonId", p.name as "name: Name", p.department_id as "department_id: DepartmentId", p.is_active,
                   array(select r.role from tenant.person_role r where r.org_id = p.org_id and r.person_id = p.id order by r.role) as "roles!",
                   array(
                       select distinct g.permission
                       from tenant.permission_grant g
                       where g.org_id = p.org_id and g.person_id = p.id and g.permission = any ($1)
                         and (g.expires_at is null or g.expires_at > door.now())
                       order by g.permission
                   ) as "permissions!"
            from tenant.person p
            "# + $conditions
            $(, $arguments)*
        )
    };
}

pub(super) async fn members(tx: &mut Tx, wanted: Wanted<'_>) -> Result<Vec<Member>, Error> {
    let permissions: Vec<String> = wanted.permissions.iter().copied().map(String::from).collect();
    let role_codes: Vec<String> = wanted.roles.iter().map(|role| role.code().to_owned()).collect();
    let found = select_members!(
        "where p.id = any ($2)
            or (p.is_active and exists (
                select from tenant.person_role r where r.org_id = p.org_id and r.person_id = p.id and r.role = any ($3)))
        order by p.name, p.id
        limit $4",
        &permissions,
        wanted.people as &[PersonId],
        &role_codes,
        LOOKED_UP_MAX + 1
    );
    all(found.fetch_all(tx.connection()?).await?)
}

pub(super) async fn holders(tx: &mut Tx, permission: &str) -> Result<Vec<Member>, Error> {
    let found = select_members!(
        "where p.is_active and exists (
            select from tenant.permission_grant g
            where g.org_id = p.org_id and g.person_id = p.id and g.permission = any ($1)
              and (g.expires_at is null or g.expires_at > door.now()))
        order by p.name, p.id
        limit $2",
        &[permission.to_owned()],
        LOOKED_UP_MAX + 1
    );
    all(found.fetch_all(tx.connection()?).await?)
}

// A list that was cut would hide somebody who must be asked.
fn all(rows: Vec<Row>) -> Result<Vec<Member>, Error> {
    if i64::try_from(rows.len())? > LOOKED_UP_MAX {
        return Err(std::io::Error::other(format!("more than {LOOKED_UP_MAX} people were looked up")).into());
    }
    rows.into_iter().map(Row::member).collect()
}

impl Row {
    fn member(self) -> Result<Member, Error> {
        Ok(Member {
            roles: roles(&self.roles)?,
            id: self.id,
            name: self.name,
            department_id: self.department_id,
            is_active: self.is_active,
            permissions: self.permissions,
        })
    }
}

pub(super) async fn heads(tx: &mut Tx, departments: &[DepartmentId]) -> Result<Vec<Head>, Error> {
    let found = sqlx::query_as!(
        Head,
        r#"
        select id as "department_id: DepartmentId", head_id as "person_id!: PersonId"
        from tenant.department
        where id = any ($1) and head_id is not null
        order by id
        "#,
        departments as &[DepartmentId]
    );
    Ok(found.fetch_all(tx.connection()?).await?)
}

pub(super) async fn headed_by(tx: &mut Tx, person: PersonId) -> Result<Vec<DepartmentId>, Error> {
    let found = sqlx::query_scalar!(
        r#"select id as "id: DepartmentId" from tenant.department where head_id = $1 order by id"#,
        person as PersonId
    );
    Ok(found.fetch_all(tx.connection()?).await?)
}

pub(super) async fn names_of(tx: &mut Tx, people: &[PersonId]) -> Result<HashMap<PersonId, Name>, Error> {
    let found = sqlx::query!(
        r#"select id as "id: PersonId", name as "name: Name" from tenant.person where id = any ($1)"#,
        people as &[PersonId]
    )
    .fetch_all(tx.connection()?)
    .await?;
    Ok(found.into_iter().map(|row| (row.id, row.name)).collect())
}
