//! Agree to an API key.
use access::{Answer, Changed, Event, Intent, Permit, Work, catalogue::ApproveApiKeys};
use actix_web::web::Path;
use kernel::{ApiKeyId, Error, IfMatch, Revision};
use serde_json::json;
use tenancy::{directory, permission::meaning};

use super::{ApiKey, ApiKeyState, ApiKeyView, NetworkRange, store};

/// Agree to an API key
///
/// By somebody else than whoever asked for it. From now on its secret, which they were told, opens its scopes.
#[utoipa::path(post, path = "/api-keys/{id}/approve", tag = "identity",
    params(("id" = ApiKeyId, Path, description = "The key.")),
    responses((status = 200, body = ApiKeyView, description = "It is active.")))]
pub async fn approve_api_key(
    permit: Permit<ApproveApiKeys>,
    id: Path<ApiKeyId>,
    if_match: IfMatch,
) -> Result<Answer<ApiKeyView>, Error> {
    permit.change(async |work| approve(work, *id, if_match.0).await).await
}

/// Locks it, decides, has it confirmed, saves, by which it is let in, and tells.
pub async fn approve(
    work: &mut Work<'_, ApproveApiKeys>,
    id: ApiKeyId,
    seen: Revision,
) -> Result<Changed<ApiKeyView>, Error> {
    let key = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    key.may_be_decided(own)?;
    key.revision.must_be(seen)?;
    let mut key = key.decided(ApiKeyState::Active, work.caller(), now, None);
    key.decided_by_name = directory::name_of(work, own).await?;
    let confirmed = work.confirmed(intent(&key)).await?;
    store::approve(work, &key, &confirmed).await?;
    let event = Event::of::<ApproveApiKeys>(id, json!({ "name": key.name, "scopes": key.scopes }));
    Ok(Changed::new(key.seen_by(work.caller()), event))
}

// All that a program with the key could do, a line for each scope.
fn intent(key: &ApiKey) -> Intent {
    let networks: Vec<_> = key.networks.iter().map(NetworkRange::as_str).collect();
    let from = if networks.is_empty() { "anywhere".into() } else { networks.join(", ") };
    let mut lines = vec![format!("Asked for by {}: {}", key.asked_by_name, key.reason)];
    lines.extend(key.scopes.iter().map(|code| format!("It may: {}", meaning(code))));
    lines.push(format!("It is used from: {from}"));
    lines.push(format!("It ends on: {} UTC", key.expires_at.format("%-d %B %Y at %H:%M")));
    lines.push(format!("Its secret, which {} was told, begins with: {}", key.asked_by_name, key.prefix));
    Intent { target: key.id.into(), title: format!("Let programs in with the API key {}", key.name), lines }
}
