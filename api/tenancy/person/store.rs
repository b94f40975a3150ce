//! Every statement on people; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::{Role, Tx};
use kernel::{DepartmentId, Email, Error, Locale, Name, PersonId, Revision, TimeZone};
use sqlx::{Postgres, QueryBuilder};

use super::{Person, list::Place};

#[derive(sqlx::FromRow)]
struct Row {
    id: PersonId,
    name: Name,
    email: Email,
    department_id: Option<DepartmentId>,
    department_name: Option<Name>,
    roles: Vec<String>,
    is_active: bool,
    locale: Option<Locale>,
    time_zone: Option<TimeZone>,
    revision: Revision,
}

// Department and roles are looked up row by row, so that a page keeps its order.
const SELECT: &str = "
    select p.id, p.name, p.email, p.department_id, p.is_active, p.locale, p.time_zone, p.revision,
           (select d.name from tenant.department d where d.org_id = p.org_id and d.id = p.department_id) as department_name,
           array(select r.role from tenant.person_role r where r.org_id = p.org_id and r.person_id = p.id order by r.role) as roles
    from tenant.person p
    where p.org_id = (select door.org_id())";

/// Which people a page holds.
pub(super) struct Filter {
    pub text: Option<Name>,
    pub role: Option<Role>,
    pub department_id: Option<DepartmentId>,
    pub is_active: Option<bool>,
    pub after: Option<Place>,
    pub rows: i64,
}

pub(crate) async fn find(tx: &mut Tx, id: PersonId) -> Result<Person, Error> {
    one(tx, id, "").await
}

pub(crate) async fn lock(tx: &mut Tx, id: PersonId) -> Result<Person, Error> {
    one(tx, id, " for update").await
}

async fn one(tx: &mut Tx, id: PersonId, end: &'static str) -> Result<Person, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and p.id = ").push_bind(id).push(end);
    let found: Option<Row> = query.build_query_as().fetch_optional(tx.connection()?).await?;
    found.ok_or_else(Error::not_found)?.person()
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

/// The roles of these codes; a code that this version does not know is a bug.
pub(crate) fn roles(codes: &[String]) -> Result<Vec<Role>, Error> {
    let role = |code: &String| {
        Role::of_code(code).ok_or_else(|| Error::from(std::io::Error::other(format!("unknown role {code}"))))
    };
    codes.iter().map(role).collect()
}

impl Row {
    fn person(self) -> Result<Person, Error> {
        Ok(Person {
            roles: roles(&self.roles)?,
            id: self.id,
            name: self.name,
            email: self.email,
            department_id: self.department_id,
            department_name: self.department_name,
            is_active: self.is_active,
            locale: self.locale,
            time_zone: self.time_zone,
            revision: self.revision,
        })
    }
}
