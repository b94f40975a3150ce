//! Signing out elsewhere: one sign-in of one's own, wherever it is.
use access::{Answer, Changed, Event, Permit, Work, catalogue::EndOtherSessions};
use actix_web::web::Path;
use kernel::{Error, SessionId, ended};
use serde_json::json;

/// Sign out one of one's own devices
///
/// Ends that sign-in from its next request on. One that has ended, and one of somebody else, is not found.
#[utoipa::path(post, path = "/sessions/{id}/end", tag = "identity",
    params(("id" = SessionId, Path, description = "The sign-in.")),
    responses((status = 204, description = "It has ended.")))]
pub async fn end_one_session(permit: Permit<EndOtherSessions>, id: Path<SessionId>) -> Result<Answer<()>, Error> {
    permit.change(async |work| end_one(work, *id).await).await
}

/// Ends one of the caller's own.
pub async fn end_one(work: &mut Work<'_, EndOtherSessions>, id: SessionId) -> Result<Changed<()>, Error> {
    if !work.end_own_session(id).await? {
        return Err(ended::NOT_FOUND.into());
    }
    Ok(Changed::new((), Event::of::<EndOtherSessions>(id, json!({ "because": "signed_out", "ended": [id] }))))
}
