//! Change one's own language and time zone.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdateOwnProfile};
use kernel::{Error, IfMatch, Json, Locale, Patch, Revision, TimeZone};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{ProfileView, shown};
use crate::{
    change,
    person::{self, Person},
};

/// What to change; what is absent stays, null follows the organisation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateProfileRequest {
    #[serde(default)]
    #[schema(value_type = Option<Locale>)]
    locale: Patch<Locale>,
    #[serde(default)]
    #[schema(value_type = Option<TimeZone>)]
    time_zone: Patch<TimeZone>,
}

/// Change one's own language and time zone
///
/// Null follows the organisation again.
#[utoipa::path(
    patch,
    path = "/profile",
    tag = "people",
    request_body = UpdateProfileRequest,
    responses((status = 200, body = ProfileView, description = "The profile as it is now."))
)]
pub async fn update_profile(
    permit: Permit<UpdateOwnProfile>,
    if_match: IfMatch,
    request: Json<UpdateProfileRequest>,
) -> Result<Answer<ProfileView>, Error> {
    permit.change(async |work| update(work, if_match.0, request.into_inner()).await).await
}

/// Locks the caller, saves and tells.
pub async fn update(
    work: &mut Work<'_, UpdateOwnProfile>,
    seen: Revision,
    request: UpdateProfileRequest,
) -> Result<Changed<ProfileView>, Error> {
    let id = work.caller().person_id;
    let before = person::store::lock(work, id).await?;
    before.revision.must_be(seen)?;
    let after = Person {
        locale: request.locale.or(before.locale.clone()),
        time_zone: request.time_zone.or(before.time_zone),
        revision: before.revision.next(),
        ..before.clone()
    };
    person::store::save_profile(work, &after).await?;
    let event = Event::of::<UpdateOwnProfile>(id, json!({ "changed": change::fields(&before, &after)? }));
    Ok(Changed::new(shown(work, after).await?, event))
}
