//! See one's own profile.
use access::{Answer, Permit, Work, catalogue::ViewSession};
use kernel::Error;

use super::{ProfileView, shown};
use crate::person;

/// See one's own profile
///
/// With what the organisation sets where the person has set nothing.
#[utoipa::path(
    get,
    path = "/profile",
    tag = "people",
    responses((status = 200, body = ProfileView, description = "The caller's profile."))
)]
pub async fn get_profile(permit: Permit<ViewSession>) -> Result<Answer<ProfileView>, Error> {
    permit.read(async |work| get(work).await).await
}

/// Finds the caller and what the organisation sets.
pub async fn get(work: &mut Work<'_, ViewSession>) -> Result<ProfileView, Error> {
    let id = work.caller().person_id;
    let person = person::store::find(work, id).await?;
    shown(work, person).await
}
