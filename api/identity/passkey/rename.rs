//! Calling a passkey otherwise.
use access::{Answer, Changed, Event, Permit, Work, catalogue::RenamePasskeys};
use actix_web::web::Path;
use kernel::{Error, Json, Name, PasskeyId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::PasskeyView;

/// What to call it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenamePasskey {
    name: Name,
}

/// Rename a passkey
///
/// One of somebody else is not found.
#[utoipa::path(post, path = "/passkeys/{id}/rename", tag = "identity",
    params(("id" = PasskeyId, Path, description = "The passkey.")), request_body = RenamePasskey,
    responses((status = 200, body = PasskeyView, description = "The passkey as it is now.")))]
pub async fn rename_passkey(
    permit: Permit<RenamePasskeys>,
    id: Path<PasskeyId>,
    request: Json<RenamePasskey>,
) -> Result<Answer<PasskeyView>, Error> {
    permit.change(async |work| rename(work, *id, request.into_inner()).await).await
}

/// Renames one of the caller's own, and tells.
pub async fn rename(
    work: &mut Work<'_, RenamePasskeys>,
    id: PasskeyId,
    request: RenamePasskey,
) -> Result<Changed<PasskeyView>, Error> {
    if !work.rename_passkey(id, &request.name).await? {
        return Err(Error::not_found());
    }
    let own = work.own_passkeys().await?.into_iter().find(|own| own.id == id).ok_or_else(Error::not_found)?;
    Ok(Changed::new(own.into(), Event::of::<RenamePasskeys>(id, json!({}))))
}
