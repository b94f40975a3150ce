//! Loads the people whom a route may ask.
use access::Tx;
use kernel::{Error, Name, PersonId};

use crate::{Directory, DocumentKind, Head, Member, Needs};

/// Everybody whom `needs` names, with what bars them; nobody else.
pub(crate) async fn load(tx: &mut Tx, kind: DocumentKind, needs: &Needs) -> Result<Directory, Error> {
    let roles: Vec<_> = needs.roles.iter().map(|role| role.as_str().to_owned()).collect();
    let people: Vec<_> = needs.people.iter().map(|person| person.0).collect();
    let department = needs.head_of;
    let rows = sqlx::query!(
        r#"
        with asked as materialized (
            select r.person_id as id from tenant.person_role r where r.role = any($1)
            union
            select named from unnest($2::uuid[]) named
            union
            select d.head_id from tenant.department d where d.id = $3
        )
        select p.id as "id: PersonId", p.name as "name: Name", p.is_active,
               exists (
                   select from tenant.permission_grant g
                   where g.org_id = p.org_id and g.person_id = p.id and g.permission = $4
               ) as "may_approve!",
               array(
                   select r.role from tenant.person_role r
                   where r.org_id = p.org_id and r.person_id = p.id and r.role = any($1)
                   order by r.role
               ) as "roles!: Vec<Name>",
               exists (
                   select from tenant.department d
                   where d.org_id = p.org_id and d.id = $3 and d.head_id = p.id
               ) as "is_head!"
        from asked a
        join tenant.person p on p.id = a.id
        order by p.name, p.id
        "#,
        &roles,
        &people,
        department.map(|department| department.0),
        format!("{}.approve", kind.code()),
    )
    .fetch_all(tx.connection()?)
    .await?;
    let mut loaded = Directory::default();
    for row in rows {
        if row.is_head {
            loaded.heads.extend(department.map(|department| Head { department, person: row.id }));
        }
        loaded.members.push(Member {
            id: row.id,
            name: row.name,
            is_active: row.is_active,
            may_approve: row.may_approve,
            roles: row.roles,
            limit: None,
        });
    }
    Ok(loaded)
}
