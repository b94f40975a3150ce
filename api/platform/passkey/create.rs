//! A new passkey: from now on one signs in with it.
use access::{
    NewPasskey, PasskeyAdded,
    platform::{AddingOperatorPasskey, OwnOperatorAccount},
};
use actix_web::{HttpResponse, web::Data};
use identity::{CHALLENGE_EXPIRED, CreatePasskey, PASSKEY_TAKEN, PASSKEYS_TOO_MANY, Sessions};
use kernel::{Error, Json, PasskeyId};

use super::handle_of;

/// Add an operator's passkey
///
/// It signs in from now on, without the password and without a code. Every other session of the caller ends, and they are told by mail.
#[utoipa::path(post, path = "/operator/passkeys", tag = "operators", request_body = CreatePasskey,
    responses(
        (status = 204, description = "Added."),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`passkey_refused`: it was made for another address or another question, or its device did not find out who holds it."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`challenge_expired`: no passkey is asked for; `passkey_taken`: it is in use already; `passkeys_too_many`: there are ten."),
    ))]
pub async fn create_operator_passkey(
    account: OwnOperatorAccount<AddingOperatorPasskey>,
    sessions: Data<Sessions>,
    request: Json<CreatePasskey>,
) -> Result<HttpResponse, Error> {
    create(&account, &sessions, &request.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Checks what was made, and makes it count.
pub async fn create(
    account: &OwnOperatorAccount<AddingOperatorPasskey>,
    sessions: &Sessions,
    request: &CreatePasskey,
) -> Result<(), Error> {
    let (operator, asked) = account.challenge().await?;
    let asked = asked.ok_or(CHALLENGE_EXPIRED)?;
    let made = sessions.relying_party().reads_new(&request.credential, asked.state)?;
    let (handle, credential) = (handle_of(account.platform(), &operator), serde_json::to_value(&made)?);
    let transports = request.credential.transports();
    let new = NewPasskey {
        id: PasskeyId(uuid::Builder::from_random_bytes(account.platform().chance.bytes()).into_uuid()),
        challenge: asked.id,
        credential_id: &made.cred_id,
        user_handle: handle.as_bytes(),
        credential: &credential,
        counter: made.counter.into(),
        is_backed_up: made.backup_state,
        transports: &transports,
        name: &request.name,
        // The app stays, so nobody needs any.
        recovery_hashes: &[],
    };
    match account.add_passkey(new).await? {
        PasskeyAdded::First | PasskeyAdded::Added => Ok(()),
        PasskeyAdded::Gone => Err(CHALLENGE_EXPIRED.into()),
        PasskeyAdded::Taken => Err(PASSKEY_TAKEN.into()),
        PasskeyAdded::TooMany => Err(PASSKEYS_TOO_MANY.into()),
    }
}
