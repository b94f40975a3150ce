//! Every statement on roles and their templates; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use std::collections::HashMap;

use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{CustomRoleId, Error, Name, PersonId, Revision, Text};

use super::{AnyRole, CustomRoleTemplate, OwnRole, Standing, list_holders::Place};
use crate::{
    refusals,
    store::{Unique, taken},
};

const UNIQUE: &[Unique] = &[("custom_role_name_unique", "name", "Another role has this name.")];

/// Who has a role, and what they hold from it.
pub(super) struct Holder {
    pub id: PersonId,
    pub name: Name,
    pub is_active: bool,
    pub given_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    /// By code.
    pub held: Vec<String>,
}

macro_rules! select_roles {
    ($conditions:tt $(, $arguments:expr)*) => {
        sqlx::query_as!(
            OwnRole,
            r#"
            select c.id as "id: CustomRoleId", c.name as "name: Name", c.description as "description: Text",
                   array(
                       select p.permission
                       from tenant.custom_role_permission p
                       where p.org_id = c.org_id and p.custom_role_id = c.id
                       order by p.permission
                   ) as "permissions!",
                   c.retired_at is null as "is_active!", c.revision as "revision: Revision"
            from tenant.custom_role c
            "# + $conditions
            $(, $arguments)*
        )
    };
}

pub(super) async fn find(tx: &mut Tx, id: CustomRoleId) -> Result<OwnRole, Error> {
    let found = select_roles!("where c.id = $1", id as CustomRoleId).fetch_optional(tx.connection()?).await?;
    found.ok_or_else(Error::not_found)
}

/// The role, held until the end; whoever gives it waits.
pub(super) async fn lock(tx: &mut Tx, id: CustomRoleId) -> Result<OwnRole, Error> {
    let found =
        sqlx::query_scalar!("select c.id from tenant.custom_role c where c.id = $1 for update", id as CustomRoleId);
    found.fetch_optional(tx.connection()?).await?.ok_or_else(Error::not_found)?;
    find(tx, id).await
}

/// All of the organisation's own, by name; those in use first.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<OwnRole>, Error> {
    let found = select_roles!("order by c.retired_at is not null, lower(c.name), c.id");
    Ok(found.fetch_all(tx.connection()?).await?)
}

/// Those of these that are in use, with their templates, which stay as they are until the end.
pub(crate) async fn given(tx: &mut Tx, ids: &[CustomRoleId]) -> Result<Vec<CustomRoleTemplate>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // The templates are read by a statement of their own, once nobody changes them any more.
    let held = sqlx::query_scalar!(
        "select c.id from tenant.custom_role c where c.id = any ($1) order by c.id for share",
        ids as &[CustomRoleId]
    );
    held.fetch_all(tx.connection()?).await?;
    let found = select_roles!(
        "where c.id = any ($1) and c.retired_at is null order by lower(c.name), c.id",
        ids as &[CustomRoleId]
    );
    let found = found.fetch_all(tx.connection()?).await?;
    let template = |role: OwnRole| CustomRoleTemplate { id: role.id, name: role.name, permissions: role.permissions };
    Ok(found.into_iter().map(template).collect())
}

/// How many have each role, or are to have it, by its code; of one role alone, if one is named.
pub(super) async fn standings(tx: &mut Tx, of: Option<AnyRole>) -> Result<HashMap<String, Standing>, Error> {
    let code = of.map(AnyRole::code);
    let rows = sqlx::query!(
        r#"
        with template as (
            select t.role, array_agg(t.permission order by t.permission) as permissions
            from (
                select b.role, b.permission from reference.role_template b
                union all
                select 'custom:' || p.custom_role_id::text, p.permission from tenant.custom_role_permission p
            ) t
            where $1::text is null or t.role = $1
            group by t.role
        ),
        held as (
            select r.role, r.person_id,
                   array(
                       select g.permission
                       from tenant.permission_grant g
                       where g.org_id = r.org_id and g.person_id = r.person_id and g.source = r.role
                         and (g.expires_at is null or g.expires_at > door.now())
                       order by g.permission
                   ) as permissions
            from tenant.person_role r
            where ($1::text is null or r.role = $1) and (r.expires_at is null or r.expires_at > door.now())
        )
        select t.role as "role!", count(h.person_id) as "people!", count(*) filter (where h.permissions <> t.permissions) as "differing!",
               (select count(*) from tenant.access_grant g where g.state = 'waiting' and t.role = any (g.roles)) as "waiting!"
        from template t
        left join held h on h.role = t.role
        group by t.role
        "#,
        code.as_deref()
    )
    .fetch_all(tx.connection()?)
    .await?;
    let standing = rows
        .into_iter()
        .map(|row| (row.role, Standing { people: row.people, people_differing: row.differing, waiting: row.waiting }));
    Ok(standing.collect())
}

/// Who has a role at this moment, by name.
pub(super) async fn holders(tx: &mut Tx, role: AnyRole, after: Option<Place>, rows: i64) -> Result<Vec<Holder>, Error> {
    let code = role.code();
    let (name, id) = after.map(|Place(name, id)| (name, id)).unzip();
    let found = sqlx::query_as!(
        Holder,
        r#"
        select p.id as "id: PersonId", p.name as "name: Name", p.is_active, r.given_at, r.expires_at,
               array(
                   select g.permission
                   from tenant.permission_grant g
                   where g.org_id = r.org_id and g.person_id = r.person_id and g.source = r.role
                     and (g.expires_at is null or g.expires_at > door.now())
                   order by g.permission
               ) as "held!"
        from tenant.person_role r
        join tenant.person p on p.org_id = r.org_id and p.id = r.person_id
        where r.role = $1 and (r.expires_at is null or r.expires_at > door.now())
          and ($2::text is null or (p.name, p.id) > ($2, $3))
        order by p.name, p.id
        limit $4
        "#,
        code.as_str(),
        name as Option<Name>,
        id as Option<PersonId>,
        rows
    );
    Ok(found.fetch_all(tx.connection()?).await?)
}

pub(super) async fn insert(tx: &mut Tx, role: &OwnRole) -> Result<(), Error> {
    let created_at = tx.now();
    sqlx::query!(
        "insert into tenant.custom_role (org_id, id, name, description, revision, created_by, created_at)
        values ((select door.org_id()), $1, $2, $3, $4, (select door.person_id()), $5)",
        role.id as CustomRoleId,
        &role.name as &Name,
        &role.description as &Option<Text>,
        role.revision as Revision,
        created_at,
    )
    .execute(tx.connection()?)
    .await
    .map_err(|error| match error.as_database_error().and_then(|error| error.constraint()) {
        Some("custom_role_at_most") => refusals::TOO_MANY_ROLES.into(),
        Some(_) | None => taken(error, UNIQUE),
    })?;
    set_template(tx, role).await
}

pub(super) async fn save(tx: &mut Tx, role: &OwnRole) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.custom_role
        set name = $2, description = $3, revision = $4
        where id = $1",
        role.id as CustomRoleId,
        &role.name as &Name,
        &role.description as &Option<Text>,
        role.revision as Revision,
    )
    .execute(tx.connection()?)
    .await
    .map_err(|error| taken(error, UNIQUE))?;
    set_template(tx, role).await
}

// What is in the template already stays as it is.
async fn set_template(tx: &mut Tx, role: &OwnRole) -> Result<(), Error> {
    sqlx::query!(
        "delete from tenant.custom_role_permission where custom_role_id = $1 and permission <> all ($2)",
        role.id as CustomRoleId,
        &role.permissions
    )
    .execute(tx.connection()?)
    .await?;
    sqlx::query!(
        "insert into tenant.custom_role_permission (org_id, custom_role_id, permission)
        select (select door.org_id()), $1, permission
        from unnest($2::text[]) permission
        where not exists (
            select from tenant.custom_role_permission p
            where p.org_id = (select door.org_id()) and p.custom_role_id = $1 and p.permission = permission.permission)",
        role.id as CustomRoleId,
        &role.permissions
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn retire(tx: &mut Tx, role: &OwnRole) -> Result<(), Error> {
    let retired_at = tx.now();
    sqlx::query!(
        "update tenant.custom_role
        set retired_at = $2, revision = $3
        where id = $1",
        role.id as CustomRoleId,
        retired_at,
        role.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}
