//! Set how long sign-ins live and how guessing is slowed down.
use access::{Answer, Changed, Event, Intent, Permit, Role, Work, catalogue::UpdateSecurityPolicy};
use kernel::{CustomRoleId, Error, IfMatch, Json, Revision, given};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{SecurityPolicy, SecurityPolicyView, store};
use crate::{change, role};

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
    /// Whose holders must have a second factor; each once. What is demanded of somebody already stays demanded since then.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Vec<Role>, max_items = 7)]
    second_factor_roles: Option<Vec<Role>>,
    /// Roles of the organisation's own, in use, whose holders must have one; each once.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Vec<CustomRoleId>, max_items = 50)]
    second_factor_custom_roles: Option<Vec<CustomRoleId>>,
    /// So many days after it is first demanded of somebody, they can do nothing else until they have one.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = i32, minimum = 0, maximum = 90)]
    second_factor_grace_days: Option<i32>,
}

/// Change the security policy
///
/// Sign-ins that live are shortened at once, the caller's own too, and never lengthened; the count of failures holds from the next try on. Whoever must have a
/// second factor and has none when its days are over sees who they are, sets one up or signs out, and is refused everything else (`second_factor_demanded`).
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

/// Locks it, decides, has it confirmed, saves, shortens what lives, and tells.
pub async fn update(
    work: &mut Work<'_, UpdateSecurityPolicy>,
    seen: Revision,
    request: UpdateSecurityPolicyRequest,
) -> Result<Changed<SecurityPolicyView>, Error> {
    let before = store::lock(work).await?;
    before.revision.must_be(seen)?;
    let mut roles = request.second_factor_roles;
    if let Some(roles) = &mut roles {
        roles.sort_unstable_by_key(|role| role.code());
    }
    let custom_roles = match request.second_factor_custom_roles {
        Some(ids) => known(work, ids).await?,
        None => before.second_factor_custom_roles.clone(),
    };
    let after = SecurityPolicy {
        idle_minutes: request.idle_minutes.unwrap_or(before.idle_minutes),
        lifetime_minutes: request.lifetime_minutes.unwrap_or(before.lifetime_minutes),
        failures_max: request.failures_max.unwrap_or(before.failures_max),
        failures_minutes: request.failures_minutes.unwrap_or(before.failures_minutes),
        second_factor_roles: roles.unwrap_or_else(|| before.second_factor_roles.clone()),
        second_factor_custom_roles: custom_roles,
        second_factor_grace_days: request.second_factor_grace_days.unwrap_or(before.second_factor_grace_days),
        revision: before.revision.next(),
    };
    after.must_hold()?;
    let own_roles = [&before, &after].map(|policy| &policy.second_factor_custom_roles);
    let own_roles = named(work, own_roles).await?;
    let intent = Intent {
        target: work.caller().org_id.into(),
        title: "Change the security policy".into(),
        lines: after.changes_since(&before, own_roles),
    };
    let confirmed = work.confirmed(intent).await?;
    store::save(work, &after, &confirmed).await?;
    work.limit_sessions(after.idle_minutes, after.lifetime_minutes).await?;
    let changed = json!({ "changed": change::fields(&before, &after)? });
    let event = Event::of::<UpdateSecurityPolicy>(work.caller().org_id, changed);
    let standing = store::standing(work).await?;
    Ok(Changed::new(after.seen_by(work.caller(), standing), event))
}

// The roles of these ids, each once and in use.
async fn known<P>(work: &mut Work<'_, P>, mut ids: Vec<CustomRoleId>) -> Result<Vec<CustomRoleId>, Error> {
    let errors = role::wrong_ids("second_factor_custom_roles", &ids, &role::store::given(work, &ids).await?);
    if !errors.is_empty() {
        return Err(Error::invalid_fields(errors));
    }
    ids.sort_unstable();
    Ok(ids)
}

// Each list of roles by their names.
async fn named<P>(work: &mut Work<'_, P>, lists: [&Vec<CustomRoleId>; 2]) -> Result<[String; 2], Error> {
    let all = role::store::all(work).await?;
    Ok(lists.map(|ids| {
        let names: Vec<_> = all.iter().filter(|role| ids.contains(&role.id)).map(|role| &role.name).collect();
        super::listed(&names)
    }))
}
