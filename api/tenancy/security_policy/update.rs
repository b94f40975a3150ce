//! Set how long sign-ins live and how guessing is slowed down.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdateSecurityPolicy};
use kernel::{Error, IfMatch, Json, Revision, given};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{SecurityPolicy, SecurityPolicyView, store};
use crate::change;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateSecurityPolicyRequest {
    /// Unused for so many minutes, a sign-in ends; at most as long as it lives.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = i32, minimum = 5, maximum = 720)]
    idle_minutes: Option<i32>,
    /// Used or not, it ends after so many.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = i32, minimum = 60, maximum = 1440)]
    lifetime_minutes: Option<i32>,
    /// So many failures at one account make it wait.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = i32, minimum = 3, maximum = 20)]
    failures_max: Option<i32>,
    /// A failure counts for so many minutes.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = i32, minimum = 5, maximum = 1440)]
    failures_minutes: Option<i32>,
}

/// Change the security policy
///
/// Sign-ins that live are shortened at once, the caller's own too, and never lengthened; the count of failures holds from the next try on.
#[utoipa::path(
    patch,
    path = "/security-policy",
    tag = "organisation",
    request_body = UpdateSecurityPolicyRequest,
    responses((status = 200, body = SecurityPolicyView, description = "The rules as they are now."))
)]
pub async fn update_security_policy(
    permit: Permit<UpdateSecurityPolicy>,
    if_match: IfMatch,
    request: Json<UpdateSecurityPolicyRequest>,
) -> Result<Answer<SecurityPolicyView>, Error> {
    permit.change(async |work| update(work, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves, shortens what lives, and tells.
pub async fn update(
    work: &mut Work<'_, UpdateSecurityPolicy>,
    seen: Revision,
    request: UpdateSecurityPolicyRequest,
) -> Result<Changed<SecurityPolicyView>, Error> {
    let before = store::lock(work).await?;
    before.revision.must_be(seen)?;
    let after = SecurityPolicy {
        idle_minutes: request.idle_minutes.unwrap_or(before.idle_minutes),
        lifetime_minutes: request.lifetime_minutes.unwrap_or(before.lifetime_minutes),
        failures_max: request.failures_max.unwrap_or(before.failures_max),
        failures_minutes: request.failures_minutes.unwrap_or(before.failures_minutes),
        revision: before.revision.next(),
    };
    after.must_hold()?;
    store::save(work, &after).await?;
    work.limit_sessions(after.idle_minutes, after.lifetime_minutes).await?;
    let changed = json!({ "changed": change::fields(&before, &after)? });
    let event = Event::of::<UpdateSecurityPolicy>(work.caller().org_id, changed);
    Ok(Changed::new(after.seen_by(work.caller()), event))
}
