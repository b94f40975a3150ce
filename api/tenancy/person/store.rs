//! Every statement on people; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::{CustomRole, Role, Tx};
use kernel::{CustomRoleId, DepartmentId, Email, Error, Locale, Name, PersonId, Revision, SessionId, TimeZone, ended};
use sqlx::{Postgres, QueryBuilder, types::Json};

use super::{Person, list::Place};
use crate::refusals;
use crate::role::is_custom;

#[derive(sqlx::FromRow)]
struct Row {
    id: PersonId,
    name: Name,
    email: Email,
    department_id: Option<DepartmentId>,
    department_name: Option<Name>,
    roles: Vec<String>,
    custom_roles: Json<Vec<CustomRole>>,
    is_active: bool,
    is_invited: bool,
    locale: Option<Locale>,
    time_zone: Option<TimeZone>,
    revision: Revision,
}

// Of people, not of the accounts of API keys. Department and roles are looked up row by row, so that a page keeps its order.
const SELECT: &str = "
    select p.id, p.name, p.email, p.department_id, p.is_active, p.locale, p.time_zone, p.revision,
           exists (select from tenant.invitation i where i.org_id = p.org_id and i.person_id = p.id and i.joined_at is null
               and i.withdrawn_at is null) as is_invited,
           (select d.name from tenant.department d where d.org_id = p.org_id and d.id = p.department_id) as department_name,
           array(select r.role from tenant.person_role r where r.org_id = p.org_id and r.person_id = p.id order by r.role) as roles,
           (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by lower(c.name), c.id), '[]')
               from tenant.person_role r join tenant.custom_role c on c.org_id = r.org_id and c.id = r.custom_role_id
               where r.org_id = p.org_id and r.person_id = p.id) as custom_roles
    from tenant.person p
    where p.org_id = (select door.org_id()) and not p.is_machine";

/// Which people a page holds.
pub(super) struct Filter {
    pub text: Option<Name>,
    pub role: Option<Role>,
    pub custom_role_id: Option<CustomRoleId>,
    pub department_id: Option<DepartmentId>,
    pub is_active: Option<bool>,
    pub after: Option<Place>,
    pub rows: i64,
}

pub(crate) async fn find(tx: &mut Tx, id: PersonId) -> Result<Person, Error> {
    one(tx, id, "").await?.ok_or_else(Error::not_found)
}

pub(crate) async fn lock(tx: &mut Tx, id: PersonId) -> Result<Person, Error> {
    lock_if_there(tx, id).await?.ok_or_else(Error::not_found)
}

pub(crate) async fn lock_if_there(tx: &mut Tx, id: PersonId) -> Result<Option<Person>, Error> {
    one(tx, id, " for update of p").await
}

/// Locks these people one after the other, in the same order whoever asks; who is not there is passed over.
pub(crate) async fn lock_in_order(tx: &mut Tx, people: &[PersonId]) -> Result<(), Error> {
    sqlx::query!(
        r#"select p.id as "id: PersonId" from tenant.person p where p.id = any ($1) order by p.id for no key update"#,
        people as &[PersonId]
    )
    .fetch_all(tx.connection()?)
    .await?;
    Ok(())
}

/// Ends an account: the database takes what was held and ends what was opened. Says which sessions ended.
pub(crate) async fn deactivate(tx: &mut Tx, id: PersonId) -> Result<Vec<SessionId>, Error> {
    let outcome: Result<Vec<SessionId>, _> =
        sqlx::query_scalar("select unnest(door.deactivate_person($1))").bind(id).fetch_all(tx.connection()?).await;
    outcome.map_err(|error| match error.as_database_error().and_then(|error| error.constraint()) {
        Some("person_deactivation_permission") => ended::FORBIDDEN.into(),
        Some("person_deactivation_inactive") => refusals::PERSON_INACTIVE.into(),
        Some("person_deactivation_of_owner") => refusals::OWNER_BY_OWNER.into(),
        Some("permission_grant_last") => refusals::LAST_TO_GOVERN.into(),
        Some(_) | None => error.into(),
    })
}

async fn one(tx: &mut Tx, id: PersonId, end: &'static str) -> Result<Option<Person>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and p.id = ").push_bind(id).push(end);
    let found: Option<Row> = query.build_query_as().fetch_optional(tx.connection()?).await?;
    found.map(Row::person).transpose()
}

pub(super) async fn page(tx: &mut Tx, filter: Filter) -> Result<Vec<Person>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    if let Some(text) = filter.text {
        let text = text.as_str().to_lowercase();
        query.push(" and (position(").push_bind(text.clone()).push(" in lower(p.name)) > 0");
        query.push(" or position(").push_bind(text).push(" in p.email) > 0)");
    }
    if let Some(role) = filter.role {
        query.push(" and exists (select from tenant.person_role r where r.org_id = p.org_id and r.person_id = p.id");
        query.push(" and r.role = ").push_bind(role.code()).push(")");
    }
    if let Some(id) = filter.custom_role_id {
        query.push(" and exists (select from tenant.person_role r where r.org_id = p.org_id and r.person_id = p.id");
        query.push(" and r.custom_role_id = ").push_bind(id).push(")");
    }
    if let Some(department_id) = filter.department_id {
        query.push(" and p.department_id = ").push_bind(department_id);
    }
    if let Some(is_active) = filter.is_active {
        query.push(" and p.is_active = ").push_bind(is_active);
    }
    if let Some(Place(name, id)) = filter.after {
        query.push(" and (p.name, p.id) > (").push_bind(name).push(", ").push_bind(id).push(")");
    }
    query.push(" order by p.name, p.id limit ").push_bind(filter.rows);
    let rows: Vec<Row> = query.build_query_as().fetch_all(tx.connection()?).await?;
    rows.into_iter().map(Row::person).collect()
}

pub(crate) async fn save_profile(tx: &mut Tx, person: &Person) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.person
        set locale = $2, time_zone = $3, revision = $4
        where id = $1",
        person.id as PersonId,
        &person.locale as &Option<Locale>,
        person.time_zone as Option<TimeZone>,
        person.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// Whether somebody of the organisation has this address.
pub(crate) async fn has_email(tx: &mut Tx, email: &Email) -> Result<bool, Error> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from tenant.person where email = $1) as "is_there!""#,
        email.as_str()
    );
    Ok(found.fetch_one(tx.connection()?).await?)
}

/// Whether somebody was invited, now or before, and has never joined.
pub(crate) async fn has_not_joined(tx: &mut Tx, id: PersonId) -> Result<bool, Error> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from tenant.invitation where person_id = $1 and joined_at is null) as "is_there!""#,
        id as PersonId
    );
    Ok(found.fetch_one(tx.connection()?).await?)
}

/// The roles that come along among these codes; a code that this version does not know is a bug.
pub(crate) fn roles(codes: &[String]) -> Result<Vec<Role>, Error> {
    let role = |code: &String| {
        Role::of_code(code).ok_or_else(|| Error::from(std::io::Error::other(format!("unknown role {code}"))))
    };
    codes.iter().filter(|code| !is_custom(code)).map(role).collect()
}

impl Row {
    fn person(self) -> Result<Person, Error> {
        Ok(Person {
            roles: roles(&self.roles)?,
            custom_roles: self.custom_roles.0,
            id: self.id,
            name: self.name,
            email: self.email,
            department_id: self.department_id,
            department_name: self.department_name,
            is_active: self.is_active,
            is_invited: self.is_invited,
            locale: self.locale,
            time_zone: self.time_zone,
            revision: self.revision,
        })
    }
}
