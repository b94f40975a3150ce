//! Giving up the second factor.
use access::{CrossTenant, Removal, way_in::RemovingTotp};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    password::{Password, PasswordHasher},
    refusals,
    second_factor::Code,
    session::{Holder, SessionTokens, Sessions, Tokens},
};

/// The password of whoever signed in, and a code of the factor that they give up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveTotp {
    /// Needed unless a passkey was shown within the last five minutes, which stands for both.
    password: Option<Password>,
    /// Needed beside the password.
    code: Option<Code>,
}

/// Remove the authenticator app
///
/// The password alone is enough again, unless there is a passkey; recovery codes go with the last factor. Every other session of the caller ends; this one goes on under new tokens.
#[utoipa::path(post, path = "/totp/remove", tag = "identity", request_body = RemoveTotp,
    responses(
        (status = 200, body = SessionTokens, description = "Removed.",
            headers(("Set-Cookie" = String, description = "`__Host-refresh` and `__Host-csrf`."))),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`password_refused` or `code_refused`: it is not the password, or not a code that is good now."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`second_factor_absent`: there is no app; `second_factor_kept`: the organisation demands a second factor, and there is no other."),
    ))]
pub async fn remove_totp(
    entry: CrossTenant<RemovingTotp>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<RemoveTotp>,
) -> Result<Tokens, Error> {
    remove(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks who asks, and removes the app with its recovery codes.
pub async fn remove(
    entry: &CrossTenant<RemovingTotp>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: RemoveTotp,
) -> Result<Tokens, Error> {
    let holder = match Holder::find(entry, sessions).await? {
        Ok(holder) => holder,
        Err(refused) => return Ok(refused),
    };
    let own = holder.factors().await?;
    if own.factors.as_ref().is_none_or(|factors| factors.totp.is_none()) {
        return Err(refusals::SECOND_FACTOR_ABSENT.into());
    }
    let both = match holder.prove_either(hasher, &own, request.password, request.code).await? {
        Ok(both) => both,
        Err(refused) => return Ok(refused),
    };
    let (home, changed_at) = (holder.home, holder.own.credential.changed_at);
    let act = async |token| match entry.remove_totp(home, both.as_told(token, changed_at)).await? {
        Removal::Done => Ok(true),
        Removal::Gone => Ok(false),
        Removal::Demanded => Err(refusals::SECOND_FACTOR_KEPT.into()),
    };
    holder.renew(refusals::CODE_REFUSED, act).await
}
