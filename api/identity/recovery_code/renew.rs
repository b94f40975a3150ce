//! New recovery codes, for those of before are used or lost.
use access::{CrossTenant, way_in::RenewingRecoveryCodes};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    password::{Password, PasswordHasher},
    refusals,
    second_factor::{Code, RecoveryCodes},
    session::{Holder, SessionAndCodes, Sessions, TokensAndCodes},
};

/// The password of whoever signed in, and a code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewRecoveryCodes {
    /// Needed unless a passkey was shown within the last five minutes, which stands for both.
    password: Option<Password>,
    /// Needed beside the password.
    code: Option<Code>,
}

/// Renew the recovery codes
///
/// Answers with ten new ones, once; those of before open nothing any more. Every other session of the caller ends; this one goes on under new tokens.
#[utoipa::path(post, path = "/recovery-codes/renew", tag = "identity", request_body = RenewRecoveryCodes,
    responses(
        (status = 200, body = SessionAndCodes, description = "Renewed.",
            headers(("Set-Cookie" = String, description = "`__Host-refresh` and `__Host-csrf`."))),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`password_refused` or `code_refused`: it is not the password, or not a code that is good now."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`second_factor_absent`: there is no app and no passkey that they would take the place of."),
    ))]
pub async fn renew_recovery_codes(
    entry: CrossTenant<RenewingRecoveryCodes>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<RenewRecoveryCodes>,
) -> Result<TokensAndCodes, Error> {
    renew(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks who asks, and puts new codes in the place of the old ones.
pub async fn renew(
    entry: &CrossTenant<RenewingRecoveryCodes>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: RenewRecoveryCodes,
) -> Result<TokensAndCodes, Error> {
    let holder = match Holder::find(entry, sessions).await? {
        Ok(holder) => holder,
        Err(refused) => return Ok(TokensAndCodes::Refused(refused)),
    };
    let own = holder.factors().await?;
    if own.factors.is_none() {
        return Err(refusals::SECOND_FACTOR_ABSENT.into());
    }
    let both = match holder.prove_either(hasher, &own, request.password, request.code).await? {
        Ok(both) => both,
        Err(refused) => return Ok(TokensAndCodes::Refused(refused)),
    };
    let (home, changed_at) = (holder.home, holder.own.credential.changed_at);
    let (codes, hashes) = RecoveryCodes::make(entry, home, hasher).await?;
    let act = async |token| entry.renew_recovery_codes(home, both.as_told(token, changed_at), &hashes).await;
    let tokens = holder.renew(refusals::CODE_REFUSED, act).await?;
    Ok(TokensAndCodes::Fresh(tokens, codes))
}
