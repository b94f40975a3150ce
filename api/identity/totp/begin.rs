//! Setting up an authenticator app: its secret, told once.
use access::{CrossTenant, NewTotp, way_in::BeginningTotp};
use actix_web::{HttpResponse, Responder, body::BoxBody, http::header, web::Data};
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{TotpSecret, TotpSetUp};
use crate::{
    password::{Password, PasswordHasher},
    refusals,
    second_factor::Code,
    session::{Holder, Sessions, Tokens},
};

/// The password of whoever signed in, and a code of the second factor that is there already.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginTotp {
    /// Needed unless a passkey was shown within the last five minutes, which stands for both.
    password: Option<Password>,
    /// Needed beside the password where there is a second factor; an app that is set up already gives way to the new one once that is confirmed.
    code: Option<Code>,
}

/// The secret, or why there is none.
pub enum TotpBegun {
    SetUp(TotpSetUp),
    Refused(Tokens),
}

impl Responder for TotpBegun {
    type Body = BoxBody;

    fn respond_to(self, request: &actix_web::HttpRequest) -> HttpResponse {
        match self {
            Self::SetUp(set_up) => HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(set_up),
            Self::Refused(refused) => refused.respond_to(request),
        }
    }
}

/// Set up an authenticator app
///
/// Answers with the secret, once: show its `uri` as a QR code, and `secret` for those who type. Nothing counts until the first code has confirmed it;
/// an app that was set up before stays good until then. Wrong passwords and codes are counted as at sign-in.
#[utoipa::path(post, path = "/totp/begin", tag = "identity", request_body = BeginTotp,
    responses(
        (status = 200, body = TotpSetUp, description = "The secret, for fifteen minutes."),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`password_refused` or `code_refused`: it is not the password, or not a code that is good now."),
    ))]
pub async fn begin_totp(
    entry: CrossTenant<BeginningTotp>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<BeginTotp>,
) -> Result<TotpBegun, Error> {
    begin(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks who asks, and keeps a new secret.
pub async fn begin(
    entry: &CrossTenant<BeginningTotp>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: BeginTotp,
) -> Result<TotpBegun, Error> {
    let mut holder = match Holder::find(entry, sessions).await? {
        Ok(holder) => holder,
        Err(refused) => return Ok(TotpBegun::Refused(refused)),
    };
    let own = holder.factors().await?;
    let both = match holder.prove_either(hasher, &own, request.password, request.code).await? {
        Ok(both) => both,
        Err(refused) => return Ok(TotpBegun::Refused(refused)),
    };
    let home = holder.home;
    let (secret, id) =
        (TotpSecret::new(entry.chance(home)), uuid::Builder::from_random_bytes(entry.chance(home)).into_uuid());
    let sealed = secret.seal(home, id)?;
    let told = secret.set_up(&holder.own.slug, &holder.own.email)?;
    let changed_at = holder.own.credential.changed_at;
    let act =
        async |token| entry.begin_totp(home, both.as_told(token, changed_at), NewTotp { id, secret: &sealed }).await;
    holder.once(refusals::CODE_REFUSED, act).await?;
    Ok(TotpBegun::SetUp(told))
}
