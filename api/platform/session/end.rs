//! Signing out.
use access::platform::OperatorSession;
use kernel::Error;

use super::SignedOut;

/// Sign out as an operator
///
/// Ends the session and clears its cookies.
#[utoipa::path(delete, path = "/operator/session", tag = "operators",
    responses((status = 204, description = "Nobody is signed in here any more.",
        headers(("Set-Cookie" = String, description = "Clears `__Host-operator` and `__Host-operator-csrf`.")))))]
pub async fn end_operator_session(session: OperatorSession) -> Result<SignedOut, Error> {
    end(&session).await
}

/// Ends it.
pub async fn end(session: &OperatorSession) -> Result<SignedOut, Error> {
    session.end().await?;
    Ok(SignedOut)
}
