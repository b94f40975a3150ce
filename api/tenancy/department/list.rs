//! List the departments by name.
use access::{Answer, Permit, Work, catalogue::ViewDepartments};
use kernel::{Cursor, Error, Name, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{DepartmentView, store};

/// Which departments.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListDepartmentsRequest {
    /// True for those in use, false for the retired, absent for all.
    is_active: Option<bool>,
    /// The `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListDepartmentsRequest);

/// List the departments
///
/// By name, those in use and the retired, each with its head.
#[utoipa::path(
    get,
    path = "/departments",
    tag = "organisation",
    params(ListDepartmentsRequest),
    responses((status = 200, body = Page<DepartmentView>, description = "One page of departments."))
)]
pub async fn list_departments(
    permit: Permit<ViewDepartments>,
    request: Query<ListDepartmentsRequest>,
) -> Result<Answer<Page<DepartmentView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list<P>(work: &mut Work<'_, P>, request: ListDepartmentsRequest) -> Result<Page<DepartmentView>, Error> {
    let after_name = request.cursor.map(|cursor| cursor.place::<Name>()).transpose()?;
    let found = store::page(work, request.is_active, after_name, request.limit.rows_asked()).await?;
    let page = Page::cut(found, request.limit, |department| department.name.clone())?;
    Ok(page.map(|department| department.seen_by(work.caller())))
}
