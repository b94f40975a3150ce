//! Add a department.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreateDepartments};
use kernel::{Code, DepartmentId, Error, Json, Name, PersonId, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Department, DepartmentView, must_be_able_to_head, store};

/// A new department.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDepartmentRequest {
    /// Unique in the organisation.
    name: Name,
    /// Unique in the organisation.
    code: Code,
    /// An active person.
    head_id: Option<PersonId>,
}

/// Add a department
///
/// It can be chosen from now on; name and code are unlike those of every other.
#[utoipa::path(
    post,
    path = "/departments",
    tag = "organisation",
    request_body = CreateDepartmentRequest,
    responses((status = 201, body = DepartmentView, description = "The department; `Location` says where it stands."))
)]
pub async fn create_department(
    permit: Permit<CreateDepartments>,
    request: Json<CreateDepartmentRequest>,
) -> Result<Answer<DepartmentView>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Checks the head, saves and tells.
pub async fn create(
    work: &mut Work<'_, CreateDepartments>,
    request: CreateDepartmentRequest,
) -> Result<Changed<DepartmentView>, Error> {
    let CreateDepartmentRequest { name, code, head_id } = request;
    let head = match head_id {
        Some(id) => Some(must_be_able_to_head(store::find_head(work, id).await?, work.caller().person_id)?),
        None => None,
    };
    let id = DepartmentId(work.new_id());
    let revision = Revision::FIRST;
    let department = Department { id, name, code, head_id: None, head_name: None, is_active: true, revision };
    let department = department.headed_by(head);
    store::insert(work, &department).await?;
    let detail = json!({ "name": department.name, "code": department.code, "head_id": department.head_id });
    let event = Event::of::<CreateDepartments>(id, detail);
    Ok(Changed::new(department.seen_by(work.caller()), event).created_at(format!("/v1/departments/{id}")))
}
