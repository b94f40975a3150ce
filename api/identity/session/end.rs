//! Signing out by the access token.
use access::{Changed, Event, Permit, Work, catalogue::EndSession};
use kernel::Error;
use serde_json::json;

use super::answer::Left;

/// Sign out
///
/// Ends the session of the access token from the next request on, and clears the cookies.
#[utoipa::path(delete, path = "/session", tag = "identity",
    responses((status = 204, description = "Signed out.",
        headers(("Set-Cookie" = String, description = "Clears `__Host-refresh` and `__Host-csrf`.")))))]
pub async fn end_session(permit: Permit<EndSession>) -> Result<Left, Error> {
    permit.change(async |work| end(work).await).await.map(|answer| Left(Some(answer)))
}

/// Ends the caller's own session.
pub async fn end(work: &mut Work<'_, EndSession>) -> Result<Changed<()>, Error> {
    let session = work.caller().session_id;
    work.end_own_session(session).await?;
    Ok(Changed::new((), Event::of::<EndSession>(session, json!({ "because": "signed_out" }))))
}
