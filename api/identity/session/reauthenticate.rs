//! Saying once more who one is, before what only they themselves may do.
use access::{CrossTenant, Home, OwnCredential, way_in::Reauthenticating};
use actix_web::web::Data;
use kernel::{Error, Json, ended};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    RefreshToken, Refused, SessionTokens, Sessions, Tokens,
    refresh::{FOLLOWED_MAX, exchange},
};
use crate::{
    guess,
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
    let shown = entry.refresh_token()?;
    let home = entry.home_of_secret(shown)?;
    let mut token = RefreshToken::parse(shown).ok_or(ended::UNAUTHENTICATED)?;
    let Some(own) = newest(entry, home, &mut token).await? else {
        // Turned away as at a refresh: a token that comes too late ends its session, an unknown one is a guess.
        return Ok(match exchange(entry, sessions, home, token).await? {
            Tokens::Fresh { .. } => Tokens::Refused(Refused::for_good(ended::UNAUTHENTICATED)),
            refused @ Tokens::Refused(_) => refused,
        });
    };
    let attempt = match guess::at_account(entry, sessions, home, [&own.slug, &own.email]).await? {
        Ok(attempt) => attempt,
        Err(refused) => return Ok(Tokens::Refused(refused)),
    };
    if !hasher.verify(request.password, Some(own.credential.password_hash)).await? {
        entry.refuse(home, attempt, Some(own.credential.owner)).await?;
        return Err(refusals::PASSWORD_REFUSED.into());
    }
    // Hashing takes long enough for another tab to exchange the token.
    for _ in 0..FOLLOWED_MAX {
        if entry.reauthenticate(home, attempt, &token.hash(), own.credential.changed_at).await? {
            return exchange(entry, sessions, home, token).await;
        }
        if newest(entry, home, &mut token).await?.is_none() {
            break;
        }
    }
    Err(ended::UNAUTHENTICATED.into())
}

/// Leads a token that another tab has exchanged a moment ago on to its newest successor; whose session it is, while that lives.
async fn newest(
    entry: &CrossTenant<Reauthenticating>,
    home: &Home,
    token: &mut RefreshToken,
) -> Result<Option<OwnCredential>, Error> {
    for _ in 0..FOLLOWED_MAX {
        match entry.find_own_credential(home, &token.hash()).await? {
            Some(own) if own.has_successor => *token = token.successor(&home.key),
            found => return Ok(found),
        }
    }
    Ok(None)
}
