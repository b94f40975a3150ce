//! Signing out everywhere else.
use access::{Answer, Changed, Event, Permit, Shown, Work, catalogue::EndOtherSessions};
use kernel::{Error, SessionId};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

/// How many sign-ins ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndedSessions {
    #[schema(example = 2, minimum = 0)]
    pub ended: usize,
}

impl Shown for EndedSessions {}

impl EndedSessions {
    /// Of those that ended.
    pub fn of(sessions: &[SessionId]) -> Self {
        Self { ended: sessions.len() }
    }
}

/// Sign out everywhere else
///
/// Ends all of the caller's sign-ins but this one, from their next request on.
#[utoipa::path(post, path = "/sessions/end-others", tag = "identity",
    responses((status = 200, body = EndedSessions, description = "How many ended; none is none too many.")))]
pub async fn end_other_sessions(permit: Permit<EndOtherSessions>) -> Result<Answer<EndedSessions>, Error> {
    permit.change(async |work| end_others(work).await).await
}

/// Ends the caller's own, but this one.
pub async fn end_others(work: &mut Work<'_, EndOtherSessions>) -> Result<Changed<EndedSessions>, Error> {
    let (person, session) = (work.caller().person_id, work.caller().session_id);
    let ended = work.end_other_sessions(Some(person), "signed_out").await?;
    let event = Event::of::<EndOtherSessions>(session, json!({ "because": "signed_out", "ended": ended }));
    Ok(Changed::new(EndedSessions::of(&ended), event))
}
