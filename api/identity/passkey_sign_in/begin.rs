//! What everybody is asked who signs in with a passkey.
use access::{CrossTenant, way_in::BeginningPasskeySignIn};
use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header, web::Data};
use chrono::Duration;
use kernel::Error;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::OpenChallenge;
use crate::{passkey::ANSWER_WITHIN_S, session::Sessions};

/// What to ask the browser for, and what to send with its answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasskeySignInBegun {
    /// Send it with the answer; it is good once.
    #[schema(
        example = "eu1_eyJ1bnRpbCI6MTc5NTQyMDgwMH0.Nn0aG1l3pWm4x8VwUq2Jt7yq0k5o1c6d9e2f3g4h5i8",
        max_length = 1024
    )]
    pub challenge: String,
    /// For `PublicKeyCredential.parseRequestOptionsFromJSON`.
    #[schema(value_type = Object)]
    pub options: Value,
    /// Seconds from now within which the answer must come.
    #[schema(example = 300, minimum = 1, maximum = 300)]
    pub expires_in_s: i64,
}

impl Responder for PasskeySignInBegun {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(self)
    }
}

/// Begin to sign in with a passkey
///
/// Answers everybody alike, for nobody has said who they are. Whoever has a passkey for this address shows it, to `POST /v1/session/with-passkey`, or
/// to `POST /v1/session/complete` after the password.
#[utoipa::path(post, path = "/passkey-sign-ins/begin", tag = "identity",
    responses(
        (status = 200, body = PasskeySignInBegun, description = "What to ask the browser for."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`passkeys_unavailable`: the installation's address has no domain."),
    ))]
pub async fn begin_passkey_sign_in(
    entry: CrossTenant<BeginningPasskeySignIn>,
    sessions: Data<Sessions>,
) -> Result<PasskeySignInBegun, Error> {
    begin(&entry, &sessions).await
}

/// Asks, and keeps nothing.
pub async fn begin(
    entry: &CrossTenant<BeginningPasskeySignIn>,
    sessions: &Sessions,
) -> Result<PasskeySignInBegun, Error> {
    let asked = sessions.passkeys.asks_to_show(&[])?;
    let (home, at) = entry.asks_at().await?;
    let open = OpenChallenge { until: at + Duration::seconds(ANSWER_WITHIN_S), state: asked.state };
    Ok(PasskeySignInBegun { challenge: open.told(home)?, options: asked.options, expires_in_s: ANSWER_WITHIN_S })
}
