//! Revoke an API key.
use access::{Answer, Changed, Event, Permit, Work, catalogue::RevokeApiKeys};
use actix_web::web::Path;
use kernel::{ApiKeyId, Error, IfMatch, Json, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use tenancy::directory;
use utoipa::ToSchema;

use super::{ApiKey, ApiKeyState, ApiKeyView, store};

/// Why it is revoked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokeApiKeyRequest {
    #[schema(example = "The stock system is replaced")]
    reason: Text,
}

/// Revoke an API key
///
/// For good, and from the very next request on: its secrets and every token that they were exchanged for open nothing any more. One that waits is taken
/// back by it.
#[utoipa::path(post, path = "/api-keys/{id}/revoke", tag = "identity", request_body = RevokeApiKeyRequest,
    params(("id" = ApiKeyId, Path, description = "The key.")),
    responses((status = 200, body = ApiKeyView, description = "It is revoked.")))]
pub async fn revoke_api_key(
    permit: Permit<RevokeApiKeys>,
    id: Path<ApiKeyId>,
    if_match: IfMatch,
    request: Json<RevokeApiKeyRequest>,
) -> Result<Answer<ApiKeyView>, Error> {
    permit.change(async |work| revoke(work, *id, if_match.0, request.into_inner().reason).await).await
}

/// Locks it, decides, saves, by which it is put out, and tells.
pub async fn revoke(
    work: &mut Work<'_, RevokeApiKeys>,
    id: ApiKeyId,
    seen: Revision,
    reason: Text,
) -> Result<Changed<ApiKeyView>, Error> {
    let key = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    key.may_be_revoked()?;
    key.revision.must_be(seen)?;
    let detail = json!({ "name": key.name, "reason": reason });
    let key = ApiKey {
        state: ApiKeyState::Revoked,
        revoked_by: Some(own),
        revoked_by_name: directory::name_of(work, own).await?,
        revoked_at: Some(now),
        revoke_reason: Some(reason),
        revision: key.revision.next(),
        ..key
    };
    store::save_end(work, &key).await?;
    let event = Event::of::<RevokeApiKeys>(id, detail);
    Ok(Changed::new(key.seen_by(work.caller()), event))
}
