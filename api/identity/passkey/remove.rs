//! Giving a passkey up.
use access::{CrossTenant, PasskeyRemoval, way_in::RemovingPasskey};
use actix_web::web::Data;
use kernel::{Error, Json, PasskeyId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    password::{Password, PasswordHasher},
    refusals,
    second_factor::Code,
    session::{Holder, SessionTokens, Sessions, Tokens},
};

/// Which passkey, with the password of whoever signed in and a code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemovePasskey {
    passkey_id: PasskeyId,
    /// Needed unless a passkey was shown within the last five minutes, which stands for both.
    password: Option<Password>,
    /// Needed beside the password: of the app, or a recovery code.
    code: Option<Code>,
}

/// Remove a passkey
///
/// It opens nothing any more. With the last second factor the recovery codes go too, and the password alone is enough again. Every other session of the
/// caller ends; this one goes on under new tokens.
#[utoipa::path(post, path = "/passkeys/remove", tag = "identity", request_body = RemovePasskey,
    responses(
        (status = 200, body = SessionTokens, description = "Removed.",
            headers(("Set-Cookie" = String, description = "`__Host-refresh` and `__Host-csrf`."))),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`password_refused` or `code_refused`: it is not the password, or not a code that is good now."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`not_found`: it is none of the caller's."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`second_factor_kept`: the organisation demands a second factor, and there is no other."),
    ))]
pub async fn remove_passkey(
    entry: CrossTenant<RemovingPasskey>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<RemovePasskey>,
) -> Result<Tokens, Error> {
    remove(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks who asks, and removes it.
pub async fn remove(
    entry: &CrossTenant<RemovingPasskey>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: RemovePasskey,
) -> Result<Tokens, Error> {
    let holder = match Holder::find(entry, sessions).await? {
        Ok(holder) => holder,
        Err(refused) => return Ok(refused),
    };
    let own = holder.factors().await?;
    let either = match holder.prove_either(hasher, &own, request.password, request.code).await? {
        Ok(either) => either,
        Err(refused) => return Ok(refused),
    };
    let (home, changed_at, id) = (holder.home, holder.own.credential.changed_at, request.passkey_id);
    let act = async |token| match entry.remove_passkey(home, either.as_told(token, changed_at), id).await? {
        PasskeyRemoval::Removed => Ok(true),
        PasskeyRemoval::Gone => Ok(false),
        PasskeyRemoval::Unknown => Err(Error::not_found()),
        PasskeyRemoval::Kept => Err(refusals::SECOND_FACTOR_KEPT.into()),
    };
    holder.renew(refusals::CODE_REFUSED, act).await
}
