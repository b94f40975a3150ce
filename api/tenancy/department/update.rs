//! Change a department or its head, or retire it.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdateDepartments};
use actix_web::web::Path;
use kernel::{Code, DepartmentId, Error, IfMatch, Json, Name, Patch, PersonId, Revision, given};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Department, DepartmentView, must_be_able_to_head, store};
use crate::change;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateDepartmentRequest {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Name)]
    name: Option<Name>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Code)]
    code: Option<Code>,
    /// An active person; null for nobody.
    #[serde(default)]
    #[schema(value_type = Option<PersonId>)]
    head_id: Patch<PersonId>,
    /// False retires it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = bool)]
    is_active: Option<bool>,
}

/// Change a department or its head, or retire it
///
/// A new head is asked for what is submitted from now on. A retired department cannot be chosen any more.
#[utoipa::path(
    patch,
    path = "/departments/{id}",
    tag = "organisation",
    params(("id" = DepartmentId, Path, description = "The department.")),
    request_body = UpdateDepartmentRequest,
    responses((status = 200, body = DepartmentView, description = "The department as it is now."))
)]
pub async fn update_department(
    permit: Permit<UpdateDepartments>,
    id: Path<DepartmentId>,
    if_match: IfMatch,
    request: Json<UpdateDepartmentRequest>,
) -> Result<Answer<DepartmentView>, Error> {
    permit.change(async |work| update(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, checks the head, saves and tells.
pub async fn update(
    work: &mut Work<'_, UpdateDepartments>,
    id: DepartmentId,
    seen: Revision,
    request: UpdateDepartmentRequest,
) -> Result<Changed<DepartmentView>, Error> {
    let before = store::lock(work, id).await?;
    before.revision.must_be(seen)?;
    let after = Department {
        name: request.name.unwrap_or_else(|| before.name.clone()),
        code: request.code.unwrap_or_else(|| before.code.clone()),
        is_active: request.is_active.unwrap_or(before.is_active),
        revision: before.revision.next(),
        ..before.clone()
    };
    let after = match request.head_id {
        Patch::Kept => after,
        Patch::Cleared => after.headed_by(None),
        Patch::Set(head) if before.head_id == Some(head) => after,
        Patch::Set(head) => {
            let head = must_be_able_to_head(store::find_head(work, head).await?, work.caller().person_id)?;
            after.headed_by(Some(head))
        }
    };
    store::save(work, &after).await?;
    let event = Event::of::<UpdateDepartments>(id, json!({ "changed": change::fields(&before, &after)? }));
    Ok(Changed::new(after.seen_by(work.caller()), event))
}
