//! The first code of an app: from now on it is asked for at sign-in.
use access::{CrossTenant, way_in::ConfirmingTotp};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{FirstCode, TotpSecret};
use crate::{
    password::PasswordHasher,
    refusals,
    second_factor::{RecoveryCodes, TotpCode},
    session::{Holder, SessionAndCodes, Sessions, TokensAndCodes},
};

/// The code that the app shows.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmTotp {
    code: TotpCode,
}

/// Confirm an authenticator app
///
/// The app counts from now on, and takes the place of an earlier one. Answers with ten recovery codes, once, and with new tokens: every other session
/// of the caller ends, and the access tokens of before open nothing any more.
#[utoipa::path(post, path = "/totp/confirm", tag = "identity", request_body = ConfirmTotp,
    responses(
        (status = 200, body = SessionAndCodes, description = "Confirmed.",
            headers(("Set-Cookie" = String, description = "`__Host-refresh` and `__Host-csrf`."))),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`set_up_expired`: no app is being set up."),
    ))]
pub async fn confirm_totp(
    entry: CrossTenant<ConfirmingTotp>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<ConfirmTotp>,
) -> Result<TokensAndCodes, Error> {
    confirm(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks the first code, and makes the app count.
pub async fn confirm(
    entry: &CrossTenant<ConfirmingTotp>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: ConfirmTotp,
) -> Result<TokensAndCodes, Error> {
    let holder = match Holder::find(entry, sessions).await? {
        Ok(holder) => holder,
        Err(refused) => return Ok(TokensAndCodes::Refused(refused)),
    };
    let (home, own) = (holder.home, holder.factors().await?);
    let begun = own.begun.ok_or(refusals::SET_UP_EXPIRED)?;
    let wrong = |rule: &str, message: String| Err(Error::invalid("code", rule, message));
    let step = match TotpSecret::open(home, &begun)?.judge(request.code.expose(), own.at.timestamp())? {
        FirstCode::Right { step } => step,
        FirstCode::Wrong => {
            return wrong("wrong_code", "Must be the code that the app shows at this moment.".into());
        }
        FirstCode::ClockIsOff { by_s } => {
            let behind = if by_s < 0 { "behind" } else { "ahead" };
            let message =
                format!("The clock of the device is about {} seconds {behind}: let it set itself.", by_s.abs());
            return wrong("clock_is_off", message);
        }
    };
    let (codes, hashes) = RecoveryCodes::make(entry, home, hasher).await?;
    let act = async |token: [u8; 32]| entry.confirm_totp(home, &token, begun.totp_id, step, &hashes).await;
    let tokens = holder.renew(refusals::SET_UP_EXPIRED, act).await?;
    Ok(TokensAndCodes::Fresh(tokens, codes))
}
