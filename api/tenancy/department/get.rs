//! See one department.
use access::{Answer, Permit, Work, catalogue::ViewDepartments};
use actix_web::web::Path;
use kernel::{DepartmentId, Error};

use super::{DepartmentView, store};

/// See one department
///
/// With its head, its revision, and what the caller may do with it.
#[utoipa::path(
    get,
    path = "/departments/{id}",
    tag = "organisation",
    params(("id" = DepartmentId, Path, description = "The department.")),
    responses((status = 200, body = DepartmentView, description = "The department."))
)]
pub async fn get_department(
    permit: Permit<ViewDepartments>,
    id: Path<DepartmentId>,
) -> Result<Answer<DepartmentView>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// Finds it.
pub async fn get(work: &mut Work<'_, ViewDepartments>, id: DepartmentId) -> Result<DepartmentView, Error> {
    Ok(store::find(work, id).await?.seen_by(work.caller()))
}
