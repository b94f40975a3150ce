//! List the people by name.
use access::{Answer, Permit, Role, Work, catalogue::ViewPeople};
use kernel::{Cursor, CustomRoleId, DepartmentId, Error, Name, Page, PageSize, PersonId, Query};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::{Person, store};

/// Which people.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListPeopleRequest {
    /// A part of the name or the e-mail address, in any case.
    text: Option<Name>,
    /// Only people who were given this role.
    role: Option<Role>,
    /// Only people who were given this role of the organisation's own.
    custom_role_id: Option<CustomRoleId>,
    /// Only people of this department.
    department_id: Option<DepartmentId>,
    /// True for active accounts, false for deactivated ones, absent for all.
    is_active: Option<bool>,
    /// The `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListPeopleRequest);

/// Where a page ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Place(pub Name, pub PersonId);

/// List the people
///
/// By name, active accounts and deactivated ones, each with department and roles.
#[utoipa::path(
    get,
    path = "/people",
    tag = "people",
    params(ListPeopleRequest),
    responses((status = 200, body = Page<Person>, description = "One page of people."))
)]
pub async fn list_people(
    permit: Permit<ViewPeople>,
    request: Query<ListPeopleRequest>,
) -> Result<Answer<Page<Person>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list<P>(work: &mut Work<'_, P>, request: ListPeopleRequest) -> Result<Page<Person>, Error> {
    let ListPeopleRequest { text, role, custom_role_id, department_id, is_active, cursor, limit } = request;
    let after = cursor.map(|cursor| cursor.place()).transpose()?;
    let filter =
        store::Filter { text, role, custom_role_id, department_id, is_active, after, rows: limit.rows_asked() };
    Page::cut(store::page(work, filter).await?, limit, |person| Place(person.name.clone(), person.id))
}
