//! Ask for another e-mail address.
use std::time::Duration;

use access::{Answer, Changed, EmailWish, Event, Permit, Work, catalogue::ChangeOwnEmail};
use kernel::{Email, Error, Json};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{ProfileView, shown};
use crate::{person, refusals};

/// How long the two links open something.
const LIFE: Duration = Duration::from_hours(1);
/// The most wishes of a person within [`WITHIN`].
const WISHES_MAX: i32 = 5;
const WITHIN: Duration = Duration::from_hours(24);

/// The address to have.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeEmailRequest {
    /// Nobody of the organisation has it yet.
    email: Email,
}

/// Ask for another e-mail address
///
/// Mails a link to the new address and one to the present one, each good once within an hour. The address changes when both were used, in any order
/// (`POST /v1/email-link/confirm`); until then nothing does. A wish before is void. Five within a day are enough.
#[utoipa::path(post, path = "/profile/change-email", tag = "people", request_body = ChangeEmailRequest,
    responses((status = 200, body = ProfileView, description = "The profile, with what it waits for.")))]
pub async fn change_own_email(
    permit: Permit<ChangeOwnEmail>,
    request: Json<ChangeEmailRequest>,
) -> Result<Answer<ProfileView>, Error> {
    permit.change(async |work| change_email(work, request.into_inner().email).await).await
}

/// Locks the caller, checks the address, mails both links and tells.
pub async fn change_email(work: &mut Work<'_, ChangeOwnEmail>, email: Email) -> Result<Changed<ProfileView>, Error> {
    let id = work.caller().person_id;
    let person = person::store::lock(work, id).await?;
    if email == person.email {
        return Err(Error::invalid("email", "unchanged", "Is the address that you have."));
    }
    if person::store::has_email(work, &email).await? {
        return Err(Error::invalid("email", "taken", "Somebody of the organisation has this address."));
    }
    let wish = EmailWish { email: &email, life: LIFE, wishes_max: WISHES_MAX, within: WITHIN };
    if !work.ask_email_change(wish).await? {
        return Err(refusals::TOO_MANY_EMAIL_CHANGES.into());
    }
    let view = shown(work, person).await?;
    // The address stands at the door alone, and in the change of the row when it is done: a person's is not for the trail's open part.
    Ok(Changed::new(view, Event::of::<ChangeOwnEmail>(id, json!({}))))
}
