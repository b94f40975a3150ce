//! Every statement on invitations, and on the accounts that are entered for them; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use std::collections::{HashMap, HashSet};

use access::{CustomRole, Tx};
use chrono::{DateTime, Utc};
use kernel::{DepartmentId, Email, Error, InvitationId, Name, PersonId, Revision};
use sqlx::{Postgres, QueryBuilder, types::Json};

use super::{Invitation, InvitationState};
use crate::{
    grant::store::source_code,
    person::store::roles,
    role::AnyRole,
    store::{Unique, taken},
};

const UNIQUE: &[Unique] =
    &[("person_email_unique", "people", "Somebody of the organisation has one of these addresses.")];

#[derive(sqlx::FromRow)]
struct Row {
    id: InvitationId,
    person_id: PersonId,
    name: Name,
    email: Email,
    department_id: Option<DepartmentId>,
    department_name: Option<Name>,
    roles: Vec<String>,
    custom_roles: Json<Vec<CustomRole>>,
    waiting_roles: Vec<String>,
    waiting_custom_roles: Json<Vec<CustomRole>>,
    invited_by: PersonId,
    invited_by_name: Name,
    sent_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    joined_at: Option<DateTime<Utc>>,
    withdrawn_at: Option<DateTime<Utc>>,
    revision: Revision,
}

// Names and roles are looked up row by row, so that a page keeps its order.
const SELECT: &str = "
    select i.id, i.person_id, p.name, p.email, p.department_id,
           (select d.name from tenant.department d where d.org_id = p.org_id and d.id = p.department_id) as department_name,
           array(select r.role from tenant.person_role r where r.org_id = i.org_id and r.person_id = i.person_id order by r.role) as roles,
           (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by lower(c.name), c.id), '[]')
               from tenant.person_role r join tenant.custom_role c on c.org_id = r.org_id and c.id = r.custom_role_id
               where r.org_id = i.org_id and r.person_id = i.person_id) as custom_roles,
           (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by lower(c.name), c.id), '[]')
               from tenant.custom_role c
               where c.org_id = i.org_id and exists (
                   select from tenant.access_grant g
                   where g.org_id = i.org_id and g.person_id = i.person_id and g.state = 'waiting' and 'custom:' || c.id::text = any (g.roles))
           ) as waiting_custom_roles,
           array(select distinct role from tenant.access_grant g cross join unnest(g.roles) role
               where g.org_id = i.org_id and g.person_id = i.person_id and g.state = 'waiting' order by role) as waiting_roles,
           i.invited_by, (select b.name from tenant.person b where b.org_id = i.org_id and b.id = i.invited_by) as invited_by_name,
           i.sent_at, i.expires_at, i.joined_at, i.withdrawn_at, i.revision
    from tenant.invitation i
    join tenant.person p on p.org_id = i.org_id and p.id = i.person_id
    where i.org_id = (select door.org_id())";

pub(super) async fn page(
    tx: &mut Tx,
    state: Option<InvitationState>,
    before: Option<InvitationId>,
    rows: i64,
) -> Result<Vec<Invitation>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    match state {
        None => {}
        Some(InvitationState::Joined) => {
            query.push(" and i.joined_at is not null");
        }
        Some(InvitationState::Withdrawn) => {
            query.push(" and i.withdrawn_at is not null");
        }
        Some(InvitationState::Open) => {
            query.push(" and i.joined_at is null and i.withdrawn_at is null and i.expires_at > ").push_bind(tx.now());
        }
        Some(InvitationState::Expired) => {
            query.push(" and i.joined_at is null and i.withdrawn_at is null and i.expires_at <= ").push_bind(tx.now());
        }
    }
    if let Some(before) = before {
        query.push(" and i.id < ").push_bind(before);
    }
    query.push(" order by i.id desc limit ").push_bind(rows);
    let rows: Vec<Row> = query.build_query_as().fetch_all(tx.connection()?).await?;
    rows.into_iter().map(Row::invitation).collect()
}

pub(super) async fn lock(tx: &mut Tx, id: InvitationId) -> Result<Invitation, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and i.id = ").push_bind(id).push(" for update of i");
    let found: Option<Row> = query.build_query_as().fetch_optional(tx.connection()?).await?;
    found.ok_or_else(Error::not_found)?.invitation()
}

/// Which of these addresses somebody has, and whether that is somebody who was invited and has not joined.
pub(super) async fn known_emails(tx: &mut Tx, emails: &[Email]) -> Result<HashMap<Email, bool>, Error> {
    let emails: Vec<_> = emails.iter().map(|email| email.as_str().to_owned()).collect();
    let rows = sqlx::query!(
        r#"
        select p.email as "email: Email",
            exists (
                select from tenant.invitation i
                where i.org_id = p.org_id and i.person_id = p.id and i.joined_at is null
            ) as "is_invited!"
        from tenant.person p
        where p.email = any ($1)
        "#,
        &emails
    )
    .fetch_all(tx.connection()?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.email, row.is_invited)).collect())
}

/// Those of these departments that are in use.
pub(super) async fn departments_in_use(tx: &mut Tx, ids: &[DepartmentId]) -> Result<HashSet<DepartmentId>, Error> {
    let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
    let found = sqlx::query_scalar!(
        r#"select d.id as "id: DepartmentId" from tenant.department d where d.id = any ($1) and d.is_active"#,
        &ids
    );
    Ok(found.fetch_all(tx.connection()?).await?.into_iter().collect())
}

/// How many invitations were neither used nor taken back.
pub(super) async fn open_count(tx: &mut Tx) -> Result<i64, Error> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from tenant.invitation i where i.joined_at is null and i.withdrawn_at is null"#
    );
    Ok(count.fetch_one(tx.connection()?).await?)
}

/// Enters an account that can do nothing yet.
pub(super) async fn enter(
    tx: &mut Tx,
    id: PersonId,
    name: &Name,
    email: &Email,
    department_id: Option<DepartmentId>,
) -> Result<(), Error> {
    let created_at = tx.now();
    sqlx::query!(
        "insert into tenant.person (org_id, id, name, email, department_id, is_active, created_at)
        values ((select door.org_id()), $1, $2, $3, $4, false, $5)",
        id as PersonId,
        name as &Name,
        email as &Email,
        department_id as Option<DepartmentId>,
        created_at,
    )
    .execute(tx.connection()?)
    .await
    .map_err(|error| taken(error, UNIQUE))?;
    Ok(())
}

/// Keeps that somebody is invited, by the caller and from now on.
pub(super) async fn invite(
    tx: &mut Tx,
    id: InvitationId,
    person_id: PersonId,
    expires_at: DateTime<Utc>,
) -> Result<(), Error> {
    let sent_at = tx.now();
    sqlx::query!(
        "insert into tenant.invitation (org_id, id, person_id, invited_by, sent_at, expires_at, created_at)
        values ((select door.org_id()), $1, $2, (select door.person_id()), $3, $4, $3)",
        id as InvitationId,
        person_id as PersonId,
        sent_at,
        expires_at,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// Gives roles by their codes, and permissions each from its source, in the caller's name.
pub(super) async fn give(
    tx: &mut Tx,
    person_id: PersonId,
    given: &[String],
    contents: &[(&str, Option<AnyRole>)],
) -> Result<(), Error> {
    let (permissions, sources): (Vec<_>, Vec<_>) =
        contents.iter().map(|(code, source)| ((*code).to_owned(), source_code(*source))).unzip();
    let at = tx.now();
    sqlx::query!(
        "insert into tenant.person_role (org_id, person_id, role, given_by, given_at)
        select (select door.org_id()), $1, role, (select door.person_id()), $3
        from unnest($2::text[]) role",
        person_id as PersonId,
        given,
        at,
    )
    .execute(tx.connection()?)
    .await?;
    sqlx::query!(
        "insert into tenant.permission_grant (org_id, person_id, permission, source, granted_by, granted_at)
        select (select door.org_id()), $1, given.permission, given.source, (select door.person_id()), $4
        from unnest($2::text[], $3::text[]) given (permission, source)",
        person_id as PersonId,
        &permissions,
        &sources,
        at,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn save(tx: &mut Tx, invitation: &Invitation) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.invitation
        set sent_at = $2, expires_at = $3, withdrawn_at = $4, revision = $5
        where id = $1",
        invitation.id as InvitationId,
        invitation.sent_at,
        invitation.expires_at,
        invitation.withdrawn_at,
        invitation.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

impl Row {
    fn invitation(self) -> Result<Invitation, Error> {
        Ok(Invitation {
            roles: roles(&self.roles)?,
            custom_roles: self.custom_roles.0,
            waiting_roles: roles(&self.waiting_roles)?,
            waiting_custom_roles: self.waiting_custom_roles.0,
            id: self.id,
            person_id: self.person_id,
            name: self.name,
            email: self.email,
            department_id: self.department_id,
            department_name: self.department_name,
            invited_by: self.invited_by,
            invited_by_name: self.invited_by_name,
            sent_at: self.sent_at,
            expires_at: self.expires_at,
            joined_at: self.joined_at,
            withdrawn_at: self.withdrawn_at,
            revision: self.revision,
        })
    }
}
