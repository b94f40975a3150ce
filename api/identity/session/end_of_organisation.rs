//! An administrator signs everybody else out.
use access::{Answer, Changed, Event, Permit, Work, catalogue::EndAllSessions};
use kernel::Error;
use serde_json::json;

use super::end_others::EndedSessions;

/// Sign everybody else out
///
/// Ends every sign-in of the organisation but this one, from its next request on; everybody can sign in again.
#[utoipa::path(post, path = "/organisation/end-sessions", tag = "identity",
    responses((status = 200, body = EndedSessions, description = "How many ended; none is none too many.")))]
pub async fn end_sessions_of_organisation(permit: Permit<EndAllSessions>) -> Result<Answer<EndedSessions>, Error> {
    permit.change(async |work| end_of_organisation(work).await).await
}

/// Ends all but the caller's.
pub async fn end_of_organisation(work: &mut Work<'_, EndAllSessions>) -> Result<Changed<EndedSessions>, Error> {
    let ended = work.end_other_sessions(None, "ended_by_administrator").await?;
    // Not which: of thousands their number is enough, and each tells by itself when it ended.
    let detail = json!({ "because": "ended_by_administrator", "ended": ended.len() });
    let organisation = work.caller().org_id;
    Ok(Changed::new(EndedSessions::of(&ended), Event::of::<EndAllSessions>(organisation, detail)))
}
