//! Deactivate somebody, and hand their open work over.
use access::{Answer, Changed, Event, Permit, Work, catalogue::DeactivatePeople};
use actix_web::web::Path;
use kernel::{Error, Json, PersonId, Text};
use serde::Deserialize;
use tenancy::{DEACTIVATE_ONESELF, leaving, person::Person};
use utoipa::ToSchema;

use super::{Open, Successors, handing::hand_over};

/// Why, and who goes on with what is open.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeactivatePersonRequest {
    #[schema(example = "Moves to another company at the end of the month")]
    reason: Text,
    #[serde(default)]
    successors: Successors,
}

/// Deactivate a person
///
/// Their account ends with everything that they held, from their next request on, and they are told by mail. What is open with them goes to whoever is
/// named, in the same change; nothing that needs somebody is left behind. Nobody deactivates themselves, an owner is deactivated by an owner alone, and
/// the last who governs stays.
#[utoipa::path(post, path = "/people/{id}/deactivate", tag = "people", request_body = DeactivatePersonRequest,
    params(("id" = PersonId, Path, description = "The person.")),
    responses((status = 200, body = Person, description = "The person, who is not active any more.")))]
pub async fn deactivate_person(
    permit: Permit<DeactivatePeople>,
    id: Path<PersonId>,
    request: Json<DeactivatePersonRequest>,
) -> Result<Answer<Person>, Error> {
    permit.change(async |work| deactivate(work, *id, request.into_inner()).await).await
}

/// Locks everybody concerned, hands over, ends the account and tells.
pub async fn deactivate(
    work: &mut Work<'_, DeactivatePeople>,
    id: PersonId,
    request: DeactivatePersonRequest,
) -> Result<Changed<Person>, Error> {
    let DeactivatePersonRequest { reason, successors } = request;
    let person = leaving::lock(work, id, &successors.people()).await?;
    if id == work.caller().person_id {
        return Err(DEACTIVATE_ONESELF.into());
    }
    let open = Open::lock(work, id).await?;
    let handed = hand_over(work, &person, &open, &successors).await?;
    let ended = leaving::end_account(work, &person).await?;
    leaving::tell_successors(work, &person, handed.shares).await?;
    let detail = leaving::detail(Some(&reason), &ended, &handed.counts);
    let changed = Changed::new(leaving::find(work, id).await?, Event::of::<DeactivatePeople>(id, detail));
    Ok(handed.events.into_iter().fold(changed, Changed::and))
}
