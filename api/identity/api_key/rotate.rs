//! Give an API key another secret.
use access::{Answer, Changed, Event, NewApiKey, Permit, Work, catalogue::RotateApiKeys};
use actix_web::web::Path;
use chrono::Duration;
use kernel::{ApiKeyId, Error, IfMatch, OptionalJson, Revision};
use serde::Deserialize;
use serde_json::json;
use tenancy::directory;
use utoipa::ToSchema;

use super::{ApiKey, ApiKeySecretView, store};
use crate::keys::secret_hash;

/// A week.
const OVERLAP_HOURS_MAX: u16 = 168;

/// How long the secret of before opens yet.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotateApiKeyRequest {
    /// 0 ends it at once, with the tokens that it was exchanged for.
    #[serde(default = "a_day")]
    #[schema(minimum = 0, maximum = 168, example = 24)]
    overlap_hours: u16,
}

impl Default for RotateApiKeyRequest {
    fn default() -> Self {
        Self { overlap_hours: a_day() }
    }
}

fn a_day() -> u16 {
    24
}

/// Give an API key another secret
///
/// The answer tells it, this once. The secret of before opens for a day yet, or as long as is said, so that the program can be given the new one; scopes,
/// networks and end stay. An earlier one that was still open ends now.
#[utoipa::path(post, path = "/api-keys/{id}/rotate", tag = "identity", request_body = Option<RotateApiKeyRequest>,
    params(("id" = ApiKeyId, Path, description = "The key.")),
    responses((status = 200, body = ApiKeySecretView, description = "It has another secret.")))]
pub async fn rotate_api_key(
    permit: Permit<RotateApiKeys>,
    id: Path<ApiKeyId>,
    if_match: IfMatch,
    request: OptionalJson<RotateApiKeyRequest>,
) -> Result<Answer<ApiKeySecretView>, Error> {
    permit.change_with_secret(async |work| rotate(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn rotate(
    work: &mut Work<'_, RotateApiKeys>,
    id: ApiKeyId,
    seen: Revision,
    request: RotateApiKeyRequest,
) -> Result<Changed<ApiKeySecretView>, Error> {
    let hours = request.overlap_hours;
    if hours > OVERLAP_HOURS_MAX {
        return Err(Error::invalid("overlap_hours", "too_large", format!("Must be at most {OVERLAP_HOURS_MAX}.")));
    }
    let key = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    key.may_be_rotated()?;
    key.revision.must_be(seen)?;
    let NewApiKey { secret, prefix } = work.new_api_key();
    let key = ApiKey {
        prefix,
        rotated_by: Some(own),
        rotated_by_name: directory::name_of(work, own).await?,
        rotated_at: Some(now),
        old_until: (hours > 0).then(|| key.expires_at.min(now + Duration::hours(hours.into()))),
        revision: key.revision.next(),
        ..key
    };
    store::save_rotation(work, &key, &secret_hash(&secret), i32::from(hours)).await?;
    let event = Event::of::<RotateApiKeys>(id, json!({ "name": key.name, "old_until": key.old_until }));
    Ok(Changed::new(ApiKeySecretView { view: key.seen_by(work.caller()), secret }, event))
}
