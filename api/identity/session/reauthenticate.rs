//! Saying once more who one is, before what only they themselves may do.
use access::{CrossTenant, way_in::Reauthenticating};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{SessionTokens, Sessions, Tokens, holder::Holder};
use crate::{
    password::{Password, PasswordHasher},
    refusals,
};

/// The password of whoever signed in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reauthenticate {
    password: Password,
}

/// Confirm the password
///
/// Some operations need somebody who said who they are a short while ago: `x-auth-max-age` says within how many seconds, and a 401 with
/// `insufficient_user_authentication` (RFC 9470) that it was longer ago. This says it again within the same session, and answers with new
/// tokens; the access tokens of before open nothing any more. A wrong password is counted as at sign-in.
#[utoipa::path(post, path = "/session/reauthenticate", tag = "identity", request_body = Reauthenticate,
    responses(
        (status = 200, body = SessionTokens, description = "Confirmed.",
            headers(("Set-Cookie" = String, description = "`__Host-refresh` and `__Host-csrf`."))),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`password_refused`: it is not the password."),
    ))]
pub async fn reauthenticate_session(
    entry: CrossTenant<Reauthenticating>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<Reauthenticate>,
) -> Result<Tokens, Error> {
    reauthenticate(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks the password of the session's owner, and rotates its token.
pub async fn reauthenticate(
    entry: &CrossTenant<Reauthenticating>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: Reauthenticate,
) -> Result<Tokens, Error> {
    let holder = match Holder::find(entry, sessions).await? {
        Ok(holder) => holder,
        Err(refused) => return Ok(refused),
    };
    let attempt = match holder.prove(hasher, request.password).await? {
        Ok(attempt) => attempt,
        Err(refused) => return Ok(refused),
    };
    let (home, changed_at) = (holder.home, holder.own.credential.changed_at);
    holder
        .renew(refusals::PASSWORD_REFUSED, async |token| entry.reauthenticate(home, attempt, &token, changed_at).await)
        .await
}
