//! Asking for a new passkey, of whoever signed in a moment ago.
use access::{
    Challenge,
    platform::{BeginningOperatorPasskey, OwnOperatorAccount},
};
use actix_web::web::Data;
use identity::{PASSKEYS_TOO_MANY, PasskeyQuestion, Registrant, Sessions};
use kernel::Error;

use super::handle_of;

/// Begin to add an operator's passkey
///
/// Answers with what to ask the browser for. Nothing counts until its answer has come, within five minutes and in this session.
#[utoipa::path(post, path = "/operator/passkeys/begin", tag = "operators",
    responses(
        (status = 200, body = PasskeyQuestion, description = "What to ask the browser for."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`passkeys_too_many`: there are ten; `passkeys_unavailable`: the installation's address has no domain."),
    ))]
pub async fn begin_operator_passkey(
    account: OwnOperatorAccount<BeginningOperatorPasskey>,
    sessions: Data<Sessions>,
) -> Result<PasskeyQuestion, Error> {
    begin(&account, &sessions).await
}

/// Keeps what they are asked.
pub async fn begin(
    account: &OwnOperatorAccount<BeginningOperatorPasskey>,
    sessions: &Sessions,
) -> Result<PasskeyQuestion, Error> {
    let (operator, known) = account.holder().await?;
    let called = format!("{} (operator)", operator.email);
    let handle = handle_of(account.platform(), &operator);
    let registrant = Registrant { handle, account: &called, name: &operator.name };
    let asked = sessions.relying_party().asks_for_new(&registrant, known)?;
    let id = uuid::Builder::from_random_bytes(account.platform().chance.bytes()).into_uuid();
    if !account.begin_passkey(&Challenge { id, state: asked.state }).await? {
        return Err(PASSKEYS_TOO_MANY.into());
    }
    Ok(PasskeyQuestion::of(asked.options))
}
