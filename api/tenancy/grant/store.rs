//! Every statement on grants and on what they enter into the allow-lists; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::{Confirmed, TOXIC_PAIRS, Tx, catalogue::ApproveGrants};
use chrono::{DateTime, Utc};
use kernel::{Error, GrantId, Name, PermissionPair, PersonId, Revision, Text};
use sqlx::{Postgres, QueryBuilder, types::Json};

use super::{Grant, GrantState};
use crate::{
    person::store::roles,
    refusals,
    role::{AnyRole, CustomRoleTemplate},
};

#[derive(sqlx::FromRow)]
struct Row {
    id: GrantId,
    person_id: PersonId,
    person_name: Name,
    roles: Vec<String>,
    custom_roles: Json<Vec<CustomRoleTemplate>>,
    permissions: Vec<String>,
    reason: Text,
    ends_at: Option<DateTime<Utc>>,
    waiver: Option<Text>,
    waived: Vec<String>,
    state: GrantState,
    asked_by: PersonId,
    asked_by_name: Name,
    asked_at: DateTime<Utc>,
    decided_by: Option<PersonId>,
    decided_by_name: Option<Name>,
    decided_at: Option<DateTime<Utc>>,
    decision_reason: Option<Text>,
    revision: Revision,
}

// Names are looked up row by row, so that a page keeps its order.
const SELECT: &str = "
    select g.id, g.person_id, (select p.name from tenant.person p where p.org_id = g.org_id and p.id = g.person_id) as person_name,
           g.roles,
           (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'permissions', array(
                   select t.permission from tenant.custom_role_permission t where t.org_id = c.org_id and t.custom_role_id = c.id order by t.permission))
                   order by lower(c.name), c.id), '[]')
               from tenant.custom_role c where c.org_id = g.org_id and 'custom:' || c.id::text = any (g.roles)) as custom_roles,
           g.permissions, g.reason, g.ends_at, g.waiver, g.waived, g.state,
           g.asked_by, (select p.name from tenant.person p where p.org_id = g.org_id and p.id = g.asked_by) as asked_by_name, g.asked_at,
           g.decided_by, (select p.name from tenant.person p where p.org_id = g.org_id and p.id = g.decided_by) as decided_by_name, g.decided_at,
           g.decision_reason, g.revision
    from tenant.access_grant g
    where g.org_id = (select door.org_id())";

pub(super) async fn page(
    tx: &mut Tx,
    person: Option<PersonId>,
    state: Option<GrantState>,
    before: Option<GrantId>,
    rows: i64,
) -> Result<Vec<Grant>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    if let Some(person) = person {
        query.push(" and g.person_id = ").push_bind(person);
    }
    if let Some(state) = state {
        query.push(" and g.state = ").push_bind(state);
    }
    if let Some(before) = before {
        query.push(" and g.id < ").push_bind(before);
    }
    query.push(" order by g.id desc limit ").push_bind(rows);
    let rows: Vec<Row> = query.build_query_as().fetch_all(tx.connection()?).await?;
    rows.into_iter().map(Row::grant).collect()
}

pub(super) async fn lock(tx: &mut Tx, id: GrantId) -> Result<Grant, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and g.id = ").push_bind(id).push(" for update of g");
    let found: Option<Row> = query.build_query_as().fetch_optional(tx.connection()?).await?;
    found.ok_or_else(Error::not_found)?.grant()
}

pub(super) async fn waiting_count(tx: &mut Tx) -> Result<i64, Error> {
    let count =
        sqlx::query_scalar!(r#"select count(*) as "count!" from tenant.access_grant g where g.state = 'waiting'"#);
    Ok(count.fetch_one(tx.connection()?).await?)
}

pub(crate) async fn insert(tx: &mut Tx, grant: &Grant) -> Result<(), Error> {
    let waived: Vec<_> = grant.waived.iter().map(|pair| pair_code(pair.first, pair.second)).collect();
    sqlx::query!(
        "insert into tenant.access_grant (org_id, id, person_id, roles, permissions, reason, ends_at, waiver, waived, state, asked_by, asked_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        grant.id as GrantId,
        grant.person_id as PersonId,
        &grant.role_codes(),
        &grant.permissions,
        &grant.reason as &Text,
        grant.expires_at,
        grant.waiver.as_ref() as Option<&Text>,
        &waived,
        grant.state as GrantState,
        grant.asked_by as PersonId,
        grant.asked_at,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn save_decision(tx: &mut Tx, grant: &Grant) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.access_grant
        set state = $2, decided_by = $3, decided_at = $4, decision_reason = $5, revision = $6
        where id = $1",
        grant.id as GrantId,
        grant.state as GrantState,
        grant.decided_by as Option<PersonId>,
        grant.decided_at,
        grant.decision_reason.as_ref() as Option<&Text>,
        grant.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// Saves that a grant is agreed to, and enters what it gives, as it was confirmed.
pub(super) async fn approve(tx: &mut Tx, grant: &Grant, _: &Confirmed<ApproveGrants>) -> Result<(), Error> {
    save_decision(tx, grant).await?;
    give(tx, grant).await
}

/// Enters what a grant gives; what is held for good from the same source stays as it is.
pub(super) async fn give(tx: &mut Tx, grant: &Grant) -> Result<(), Error> {
    let (permissions, sources): (Vec<_>, Vec<_>) =
        grant.contents().into_iter().map(|(code, source)| (code.to_owned(), source_code(source))).unzip();
    let at = grant.decided_at.unwrap_or(grant.asked_at);
    sqlx::query!(
        "insert into tenant.person_role as r (org_id, person_id, role, given_by, given_at, grant_id, approved_by, expires_at)
        select (select door.org_id()), $1, role, $3, $4, $5, $6, $7
        from unnest($2::text[]) role
        on conflict (org_id, person_id, role) do update
        set given_by = excluded.given_by, given_at = excluded.given_at, grant_id = excluded.grant_id, approved_by = excluded.approved_by,
            expires_at = excluded.expires_at
        where r.expires_at is not null",
        grant.person_id as PersonId,
        &grant.role_codes(),
        grant.asked_by as PersonId,
        at,
        grant.id as GrantId,
        grant.decided_by as Option<PersonId>,
        grant.expires_at,
    )
    .execute(tx.connection()?)
    .await?;
    sqlx::query!(
        "insert into tenant.permission_grant as g (org_id, person_id, permission, source, granted_by, granted_at, grant_id, approved_by, expires_at)
        select (select door.org_id()), $1, given.permission, given.source, $4, $5, $6, $7, $8
        from unnest($2::text[], $3::text[]) given (permission, source)
        on conflict (org_id, person_id, permission, source) do update
        set granted_by = excluded.granted_by, granted_at = excluded.granted_at, grant_id = excluded.grant_id, approved_by = excluded.approved_by,
            expires_at = excluded.expires_at
        where g.expires_at is not null",
        grant.person_id as PersonId,
        &permissions,
        &sources,
        grant.asked_by as PersonId,
        at,
        grant.id as GrantId,
        grant.decided_by as Option<PersonId>,
        grant.expires_at,
    )
    .execute(tx.connection()?)
    .await
    .map(drop)
    .map_err(|error| match error.as_database_error().and_then(|error| error.constraint()) {
        Some("permission_grant_toxic") => refusals::TOXIC_PAIR.into(),
        _ => error.into(),
    })
}

/// Takes roles by their codes, with what was copied from them, and permissions whatever they came from.
pub(crate) async fn take(tx: &mut Tx, person: PersonId, taken: &[String], permissions: &[String]) -> Result<(), Error> {
    sqlx::query!("delete from tenant.person_role where person_id = $1 and role = any ($2)", person as PersonId, taken)
        .execute(tx.connection()?)
        .await
        .map_err(refused)?;
    sqlx::query!(
        "delete from tenant.permission_grant where person_id = $1 and (source = any ($2) or permission = any ($3))",
        person as PersonId,
        taken,
        permissions
    )
    .execute(tx.connection()?)
    .await
    .map(drop)
    .map_err(refused)
}

/// Takes permissions as far as they were given by themselves; what a role brought stays.
pub(crate) async fn take_own(tx: &mut Tx, person: PersonId, permissions: &[String]) -> Result<(), Error> {
    sqlx::query!(
        "delete from tenant.permission_grant where person_id = $1 and source = 'own' and permission = any ($2)",
        person as PersonId,
        permissions
    )
    .execute(tx.connection()?)
    .await
    .map(drop)
    .map_err(refused)
}

fn refused(error: sqlx::Error) -> Error {
    match error.as_database_error().and_then(|error| error.constraint()) {
        Some("permission_grant_last") => refusals::LAST_TO_GOVERN.into(),
        Some("permission_grant_of_owner" | "person_role_of_owner") => refusals::OWNER_BY_OWNER.into(),
        _ => error.into(),
    }
}

/// A source as the database knows it.
pub(crate) fn source_code(source: Option<AnyRole>) -> String {
    source.map_or_else(|| "own".to_owned(), AnyRole::code)
}

// A pair as the database knows it.
fn pair_code(one: &str, other: &str) -> String {
    format!("{one}+{other}")
}

// A waiver of what is no pair waives nothing.
fn pairs(codes: &[String]) -> Vec<PermissionPair> {
    let is_waived = |(one, other): &(&'static str, &'static str)| codes.contains(&pair_code(one, other));
    TOXIC_PAIRS.into_iter().filter(is_waived).map(|(first, second)| PermissionPair { first, second }).collect()
}

impl Row {
    fn grant(self) -> Result<Grant, Error> {
        Ok(Grant {
            roles: roles(&self.roles)?,
            custom_roles: self.custom_roles.0,
            id: self.id,
            person_id: self.person_id,
            person_name: self.person_name,
            permissions: self.permissions,
            reason: self.reason,
            expires_at: self.ends_at,
            waiver: self.waiver,
            waived: pairs(&self.waived),
            state: self.state,
            asked_by: self.asked_by,
            asked_by_name: self.asked_by_name,
            asked_at: self.asked_at,
            decided_by: self.decided_by,
            decided_by_name: self.decided_by_name,
            decided_at: self.decided_at,
            decision_reason: self.decision_reason,
            revision: self.revision,
        })
    }
}
