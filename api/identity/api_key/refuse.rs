//! Refuse an API key.
use access::{Answer, Changed, Event, Permit, Work, catalogue::RefuseApiKeys};
use actix_web::web::Path;
use kernel::{ApiKeyId, Error, IfMatch, Json, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use tenancy::directory;
use utoipa::ToSchema;

use super::{ApiKeyState, ApiKeyView, store};

/// Why it is refused.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefuseApiKeyRequest {
    #[schema(example = "Reading the orders is enough for stock")]
    reason: Text,
}

/// Refuse an API key
///
/// By somebody else than whoever asked for it. Its secret never opens anything.
#[utoipa::path(post, path = "/api-keys/{id}/refuse", tag = "identity", request_body = RefuseApiKeyRequest,
    params(("id" = ApiKeyId, Path, description = "The key.")),
    responses((status = 200, body = ApiKeyView, description = "It is refused.")))]
pub async fn refuse_api_key(
    permit: Permit<RefuseApiKeys>,
    id: Path<ApiKeyId>,
    if_match: IfMatch,
    request: Json<RefuseApiKeyRequest>,
) -> Result<Answer<ApiKeyView>, Error> {
    permit.change(async |work| refuse(work, *id, if_match.0, request.into_inner().reason).await).await
}

/// Locks it, decides, saves and tells.
pub async fn refuse(
    work: &mut Work<'_, RefuseApiKeys>,
    id: ApiKeyId,
    seen: Revision,
    reason: Text,
) -> Result<Changed<ApiKeyView>, Error> {
    let key = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    key.may_be_decided(own)?;
    key.revision.must_be(seen)?;
    let detail = json!({ "name": key.name, "reason": reason });
    let mut key = key.decided(ApiKeyState::Refused, work.caller(), now, Some(reason));
    key.decided_by_name = directory::name_of(work, own).await?;
    store::save_decision(work, &key).await?;
    let event = Event::of::<RefuseApiKeys>(id, detail);
    Ok(Changed::new(key.seen_by(work.caller()), event))
}
