//! Asking for a new passkey, once whoever is signed in has proved who they are.
use access::{Challenge, CrossTenant, PasskeyBegun, way_in::BeginningPasskey};
use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header, web::Data};
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{PasskeyQuestion, handle_of, relying_party::Registrant};
use crate::{
    password::{Password, PasswordHasher},
    refusals,
    second_factor::Code,
    session::{Holder, Sessions, Tokens},
};

/// The password of whoever signed in, and a code of the second factor that is there already.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginPasskey {
    /// Needed unless a passkey was shown within the last five minutes, which stands for both.
    password: Option<Password>,
    /// Needed beside the password where there is a second factor.
    code: Option<Code>,
}

/// The question to whoever is signed in, or why there is none.
pub enum Questioned {
    Asked(PasskeyQuestion),
    Refused(Tokens),
}

impl Responder for PasskeyQuestion {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(self)
    }
}

impl Responder for Questioned {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Asked(question) => question.respond_to(request),
            Self::Refused(refused) => refused.respond_to(request),
        }
    }
}

/// Begin to add a passkey
///
/// Answers with what to ask the browser for. Nothing counts until its answer has come, within five minutes and in this session. Wrong passwords and
/// codes are counted as at sign-in.
#[utoipa::path(post, path = "/passkeys/begin", tag = "identity", request_body = BeginPasskey,
    responses(
        (status = 200, body = PasskeyQuestion, description = "What to ask the browser for."),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`password_refused` or `code_refused`: it is not the password, or not a code that is good now."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`passkeys_too_many`: there are ten; `passkeys_unavailable`: the installation's address has no domain."),
    ))]
pub async fn begin_passkey(
    entry: CrossTenant<BeginningPasskey>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<BeginPasskey>,
) -> Result<Questioned, Error> {
    begin(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks who asks, and keeps what they are asked.
pub async fn begin(
    entry: &CrossTenant<BeginningPasskey>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: BeginPasskey,
) -> Result<Questioned, Error> {
    let mut holder = match Holder::find(entry, sessions).await? {
        Ok(holder) => holder,
        Err(refused) => return Ok(Questioned::Refused(refused)),
    };
    let (home, own) = (holder.home, holder.factors().await?);
    // An account of the same address may be there in another organisation.
    let account = format!("{} ({})", holder.own.email, holder.own.slug);
    let registrant = Registrant {
        handle: handle_of(home, holder.own.credential.owner),
        account: &account,
        name: &holder.own.person_name,
    };
    let asked = sessions.passkeys.asks_for_new(&registrant, own.credential_ids.clone())?;
    let either = match holder.prove_either(hasher, &own, request.password, request.code).await? {
        Ok(either) => either,
        Err(refused) => return Ok(Questioned::Refused(refused)),
    };
    let id = uuid::Uuid::from_bytes(entry.chance(home));
    let (challenge, changed_at) = (Challenge { id, state: asked.state }, holder.own.credential.changed_at);
    let act = async |token| match entry.begin_passkey(home, either.as_told(token, changed_at), &challenge).await? {
        PasskeyBegun::Begun => Ok(true),
        PasskeyBegun::Gone => Ok(false),
        PasskeyBegun::TooMany => Err(refusals::PASSKEYS_TOO_MANY.into()),
    };
    holder.once(refusals::CODE_REFUSED, act).await?;
    Ok(Questioned::Asked(PasskeyQuestion::of(asked.options)))
}
