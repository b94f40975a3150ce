//! Give up the wish for another e-mail address.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CancelOwnEmailChange};
use kernel::Error;
use serde_json::json;

use super::{ProfileView, shown};
use crate::{person, refusals};

/// Give up the wish for another e-mail address
///
/// Both links open nothing any more; the address stays as it is.
#[utoipa::path(post, path = "/profile/cancel-email-change", tag = "people",
    responses((status = 200, body = ProfileView, description = "The profile, which waits for nothing.")))]
pub async fn cancel_own_email_change(permit: Permit<CancelOwnEmailChange>) -> Result<Answer<ProfileView>, Error> {
    permit.change(async |work| cancel_email_change(work).await).await
}

/// Locks the caller, ends the wish and tells.
pub async fn cancel_email_change(work: &mut Work<'_, CancelOwnEmailChange>) -> Result<Changed<ProfileView>, Error> {
    let id = work.caller().person_id;
    let person = person::store::lock(work, id).await?;
    if !work.cancel_email_change().await? {
        return Err(refusals::NO_EMAIL_CHANGE.into());
    }
    let view = shown(work, person).await?;
    Ok(Changed::new(view, Event::of::<CancelOwnEmailChange>(id, json!({}))))
}
