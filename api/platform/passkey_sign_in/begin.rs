//! What everybody is asked who signs in as an operator with a passkey.
use access::platform::{BeginningOperatorPasskeySignIn, OPERATOR_PREFIX, OperatorEntrance};
use actix_web::web::Data;
use chrono::Duration;
use identity::{ANSWER_WITHIN_S, OpenChallenge, PasskeySignInBegun, Sessions};
use kernel::Error;

/// Begin to sign in as an operator with a passkey
///
/// Answers everybody alike, for nobody has said who they are. Show the answer of the browser to `POST /v1/operator/session/with-passkey`, or beside the
/// password to `POST /v1/operator/session`.
#[utoipa::path(post, path = "/operator/passkey-sign-ins/begin", tag = "operators",
    responses(
        (status = 200, body = PasskeySignInBegun, description = "What to ask the browser for."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`passkeys_unavailable`: the installation's address has no domain."),
    ))]
pub async fn begin_operator_passkey_sign_in(
    entry: OperatorEntrance<BeginningOperatorPasskeySignIn>,
    sessions: Data<Sessions>,
) -> Result<PasskeySignInBegun, Error> {
    begin(&entry, &sessions).await
}

/// Asks, and keeps nothing.
pub async fn begin(
    entry: &OperatorEntrance<BeginningOperatorPasskeySignIn>,
    sessions: &Sessions,
) -> Result<PasskeySignInBegun, Error> {
    let asked = sessions.relying_party().asks_to_show(&[])?;
    let open = OpenChallenge { until: entry.asks_at().await? + Duration::seconds(ANSWER_WITHIN_S), state: asked.state };
    let challenge = format!("{OPERATOR_PREFIX}_{}", open.sealed(&entry.platform().key)?);
    Ok(PasskeySignInBegun { challenge, options: asked.options, expires_in_s: ANSWER_WITHIN_S })
}
