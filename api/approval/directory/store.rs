//! Loads the people whom a route may ask.
use access::Tx;
use kernel::{DepartmentId, Error, Name, PersonId};
use uuid::Uuid;

use crate::{DepartmentOf, Directory, DocumentKind, Head, Member, Needs};

/// Keeps everybody whom `needs` names as they are until the document is sent: whoever is deactivated meanwhile waits, and finds it open with them.
pub(crate) async fn lock(tx: &mut Tx, needs: &Needs) -> Result<(), Error> {
    let (roles, people, departments) = named(needs);
    sqlx::query!(
        "
        select p.id
        from tenant.person p
        where p.id in (
            select r.person_id from tenant.person_role r where r.role = any($1)
            union
            select named from unnest($2::uuid[]) named
            union
            select d.head_id from tenant.department d where d.id = any($3))
        order by p.id
        for share
        ",
        &roles,
        &people,
        &departments,
    )
    .fetch_all(tx.connection()?)
    .await?;
    Ok(())
}

// Roles, people and departments, as the statements take them.
fn named(needs: &Needs) -> (Vec<String>, Vec<Uuid>, Vec<Uuid>) {
    let roles = needs.roles.iter().map(|role| role.as_str().to_owned()).collect();
    let people = needs.people.iter().map(|person| person.0).collect();
    let departments = needs.heads_of.iter().map(|department| department.0).collect();
    (roles, people, departments)
}

/// Everybody whom `needs` names, with what bars them; nobody else.
pub(crate) async fn load(tx: &mut Tx, kind: DocumentKind, needs: &Needs) -> Result<Directory, Error> {
    let (roles, people, departments) = named(needs);
    let rows = sqlx::query!(
        r#"
        with asked as materialized (
            select r.person_id as id from tenant.person_role r where r.role = any($1) and (r.expires_at is null or r.expires_at > door.now())
            union
            select named from unnest($2::uuid[]) named
            union
            select d.head_id from tenant.department d where d.id = any($3)
        )
        select p.id as "id: PersonId", p.name as "name: Name", p.is_active,
               exists (
                   select from tenant.permission_grant g
                   where g.org_id = p.org_id and g.person_id = p.id and g.permission = $4 and (g.expires_at is null or g.expires_at > door.now())
               ) as "may_approve!",
               exists (
                   select from tenant.approval_policy_version v
                   join tenant.approval_policy_draft d on d.org_id = v.org_id and d.id = v.draft_id
                   where v.id = $5 and v.effective_from > door.now() - interval '30 days' and p.id = any(d.changed_by)
               ) as "wrote_policy!",
               array(
                   select r.role from tenant.person_role r
                   where r.org_id = p.org_id and r.person_id = p.id and r.role = any($1) and (r.expires_at is null or r.expires_at > door.now())
                   order by r.role
               ) as "roles!: Vec<Name>",
               array(
                   select d.id from tenant.department d
                   where d.org_id = p.org_id and d.id = any($3) and d.head_id = p.id
                   order by d.name
               ) as "heads!: Vec<DepartmentId>"
        from asked a
        join tenant.person p on p.id = a.id
        order by p.name, p.id
        "#,
        &roles,
        &people,
        &departments,
        format!("{}.approve", kind.code()),
        needs.policy.map(|policy| policy.0),
    )
    .fetch_all(tx.connection()?)
    .await?;
    let mut loaded = Directory::default();
    for row in rows {
        loaded.heads.extend(row.heads.into_iter().map(|department| Head { department, person: row.id }));
        loaded.members.push(Member {
            id: row.id,
            name: row.name,
            is_active: row.is_active,
            may_approve: row.may_approve,
            wrote_policy: row.wrote_policy,
            roles: row.roles,
            limit: None,
        });
    }
    Ok(loaded)
}

/// The departments in use, so many at most.
pub(crate) async fn departments(tx: &mut Tx, at_most: i64) -> Result<Vec<DepartmentOf>, Error> {
    let departments = sqlx::query_as!(
        DepartmentOf,
        r#"
        select d.id as "id: DepartmentId", d.name as "name: Name" from tenant.department d
        where d.is_active
        order by d.name, d.id
        limit $1
        "#,
        at_most,
    );
    Ok(departments.fetch_all(tx.connection()?).await?)
}
