//! Let somebody in again who was deactivated.
use std::time::Duration;

use access::{ActivationMail, Answer, Changed, Event, Permit, Work, catalogue::ActivatePeople};
use actix_web::web::Path;
use kernel::{Error, Json, PersonId, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Person, store};
use crate::{directory, refusals};

/// How long the link to choose a password opens something.
const LIFE: Duration = Duration::from_hours(7 * 24);

/// Why they are let in again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivatePersonRequest {
    #[schema(example = "Back from parental leave")]
    reason: Text,
}

/// Activate a person
///
/// Who was deactivated or left can sign in again, once they have chosen a password by the link that is mailed to them, good for seven days. They hold no
/// rights, for those are given anew, and no passkeys; an authenticator app of before is asked for after the password.
#[utoipa::path(post, path = "/people/{id}/activate", tag = "people", request_body = ActivatePersonRequest,
    params(("id" = PersonId, Path, description = "The person.")),
    responses((status = 200, body = Person, description = "The person, who is active.")))]
pub async fn activate_person(
    permit: Permit<ActivatePeople>,
    id: Path<PersonId>,
    request: Json<ActivatePersonRequest>,
) -> Result<Answer<Person>, Error> {
    permit.change(async |work| activate(work, *id, request.into_inner().reason).await).await
}

/// Locks them, decides, activates, mails and tells.
pub async fn activate(
    work: &mut Work<'_, ActivatePeople>,
    id: PersonId,
    reason: Text,
) -> Result<Changed<Person>, Error> {
    let person = store::lock(work, id).await?;
    if person.is_active || store::has_not_joined(work, id).await? {
        return Err(refusals::PERSON_ACTIVE.into());
    }
    let own = work.caller().person_id;
    let by = directory::name_of(work, own).await?.ok_or_else(Error::not_found)?;
    work.activate_person(ActivationMail { person: id, by: by.as_str(), life: LIFE }).await?;
    let person = store::find(work, id).await?;
    Ok(Changed::new(person, Event::of::<ActivatePeople>(id, json!({ "reason": reason }))))
}
