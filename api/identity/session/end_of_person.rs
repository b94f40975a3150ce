//! An administrator signs somebody else out.
use access::{Answer, Changed, Event, Permit, Work, catalogue::EndSessionsOfPeople};
use actix_web::web::Path;
use kernel::{Error, PersonId, ended};
use serde_json::json;

use super::{end_others::EndedSessions, store};

/// Sign somebody out everywhere
///
/// Ends every sign-in of a person from its next request on; they can sign in again. Of one's own the one that asks goes on.
#[utoipa::path(post, path = "/people/{id}/end-sessions", tag = "identity",
    params(("id" = PersonId, Path, description = "The person.")),
    responses((status = 200, body = EndedSessions, description = "How many ended; none is none too many.")))]
pub async fn end_sessions_of_person(
    permit: Permit<EndSessionsOfPeople>,
    id: Path<PersonId>,
) -> Result<Answer<EndedSessions>, Error> {
    permit.change(async |work| end_of_person(work, *id).await).await
}

/// Ends those of a person.
pub async fn end_of_person(
    work: &mut Work<'_, EndSessionsOfPeople>,
    id: PersonId,
) -> Result<Changed<EndedSessions>, Error> {
    if !store::is_person(work, id).await? {
        return Err(ended::NOT_FOUND.into());
    }
    let ended = work.end_other_sessions(Some(id), "ended_by_administrator").await?;
    let detail = json!({ "because": "ended_by_administrator", "ended": ended });
    Ok(Changed::new(EndedSessions::of(&ended), Event::of::<EndSessionsOfPeople>(id, detail)))
}
