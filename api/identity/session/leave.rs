//! Signing out by the refresh cookie, after the access token has expired.
use access::{CrossTenant, way_in::Leaving};
use kernel::Error;

use super::answer::Left;
use crate::keys::secret_hash;

/// Sign out by the cookie
///
/// Ends the session of the refresh cookie and clears the cookies. It is answered alike whether there was one.
#[utoipa::path(delete, path = "/session/refresh", tag = "identity",
    responses((status = 204, description = "Nobody is signed in here any more.",
        headers(("Set-Cookie" = String, description = "Clears `__Host-refresh` and `__Host-csrf`.")))))]
pub async fn leave_session(entry: CrossTenant<Leaving>) -> Result<Left, Error> {
    leave(&entry).await
}

/// Ends the session of the cookie, if it has one.
pub async fn leave(entry: &CrossTenant<Leaving>) -> Result<Left, Error> {
    let token = entry.refresh_token()?;
    entry.sign_out(entry.home_of_secret(token)?, &secret_hash(token)).await?;
    Ok(Left(None))
}
