//! Retire a role of the organisation's own.
use access::{Answer, Changed, Event, Permit, Work, catalogue::RetireRoles};
use actix_web::web::Path;
use kernel::{CustomRoleId, Error, IfMatch, Revision};
use serde_json::json;

use super::{AnyRole, OwnRole, RoleView, get, store};

/// Retire a role
///
/// One of the organisation's own that nobody has and no grant that waits is for. Nobody can be given it any more, and its name is free.
#[utoipa::path(post, path = "/roles/{id}/retire", tag = "people",
    params(("id" = String, Path, description = "The role.", max_length = 40, pattern = "^[a-z0-9_-]+$", example = "requester")),
    responses((status = 200, body = RoleView, description = "It is retired.")))]
pub async fn retire_role(
    permit: Permit<RetireRoles>,
    id: Path<String>,
    if_match: IfMatch,
) -> Result<Answer<RoleView>, Error> {
    permit.change(async |work| retire(work, AnyRole::own_at(&id)?, if_match.0).await).await
}

/// Locks it, decides, saves and tells.
pub async fn retire(
    work: &mut Work<'_, RetireRoles>,
    id: CustomRoleId,
    seen: Revision,
) -> Result<Changed<RoleView>, Error> {
    let role = store::lock(work, id).await?;
    get::find(work, AnyRole::Custom(id)).await?.may_be_retired()?;
    role.revision.must_be(seen)?;
    let role = OwnRole { is_active: false, revision: role.revision.next(), ..role };
    store::retire(work, &role).await?;
    let event = Event::of::<RetireRoles>(id, json!({ "name": role.name }));
    let view = get::find(work, AnyRole::Custom(id)).await?.seen_by(work.caller());
    Ok(Changed::new(view, event))
}
