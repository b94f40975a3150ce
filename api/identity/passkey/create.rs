//! A new passkey: from now on one signs in with it.
use std::cell::Cell;

use access::{ChallengePurpose, CrossTenant, NewPasskey, PasskeyAdded, way_in::AddingPasskey};
use actix_web::web::Data;
use kernel::{Error, Json, Name, PasskeyId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{handle_of, shown::NewCredential};
use crate::{
    password::PasswordHasher,
    refusals,
    second_factor::RecoveryCodes,
    session::{Holder, SessionAndFirstCodes, Sessions, TokensAndFirstCodes},
};

/// What the browser answered with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePasskey {
    /// What its owner will know it by.
    pub name: Name,
    /// `PublicKeyCredential.toJSON()`.
    pub credential: NewCredential,
}

/// Add a passkey
///
/// The passkey counts from now on: it signs in without the password and without a code. Answers with new tokens: every other session of the caller ends,
/// and the access tokens of before open nothing any more. With the first second factor come ten recovery codes, told once.
#[utoipa::path(post, path = "/passkeys", tag = "identity", request_body = CreatePasskey,
    responses(
        (status = 200, body = SessionAndFirstCodes, description = "Added.",
            headers(("Set-Cookie" = String, description = "`__Host-refresh` and `__Host-csrf`."))),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`passkey_refused`: it was made for another address or another question, or its device did not find out who holds it."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`challenge_expired`: no passkey is asked for; `passkey_taken`: it is in use already; `passkeys_too_many`: there are ten."),
    ))]
pub async fn create_passkey(
    entry: CrossTenant<AddingPasskey>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<CreatePasskey>,
) -> Result<TokensAndFirstCodes, Error> {
    create(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks what was made, and makes it count.
pub async fn create(
    entry: &CrossTenant<AddingPasskey>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: CreatePasskey,
) -> Result<TokensAndFirstCodes, Error> {
    let holder = match Holder::find(entry, sessions).await? {
        Ok(holder) => holder,
        Err(refused) => return Ok(TokensAndFirstCodes::Refused(refused)),
    };
    let (home, own) = (holder.home, holder.factors().await?);
    let asked = entry.find_passkey_challenge(home, &holder.refresh_hash(), ChallengePurpose::Register).await?;
    let asked = asked.ok_or(refusals::CHALLENGE_EXPIRED)?;
    let made = sessions.passkeys.reads_new(&request.credential, asked.state)?;
    let (codes, hashes) = if own.factors.is_some() {
        (RecoveryCodes::default(), Vec::new())
    } else {
        RecoveryCodes::make(entry, home, hasher).await?
    };
    let (handle, credential) = (handle_of(home, own.owner), serde_json::to_value(&made)?);
    let transports = request.credential.transports();
    let new = NewPasskey {
        id: PasskeyId(uuid::Builder::from_random_bytes(entry.chance(home)).into_uuid()),
        challenge: asked.id,
        credential_id: &made.cred_id,
        user_handle: handle.as_bytes(),
        credential: &credential,
        counter: made.counter.into(),
        is_backed_up: made.backup_state,
        transports: &transports,
        name: &request.name,
        recovery_hashes: &hashes,
    };
    let is_first = Cell::new(false);
    let act = async |token: [u8; 32]| match entry.add_passkey(home, &token, new).await? {
        PasskeyAdded::First => {
            is_first.set(true);
            Ok(true)
        }
        PasskeyAdded::Added => Ok(true),
        PasskeyAdded::Gone => Ok(false),
        PasskeyAdded::Taken => Err(refusals::PASSKEY_TAKEN.into()),
        PasskeyAdded::TooMany => Err(refusals::PASSKEYS_TOO_MANY.into()),
    };
    let tokens = holder.renew(refusals::CHALLENGE_EXPIRED, act).await?;
    // Another may have been set up meanwhile: then these were not kept.
    Ok(TokensAndFirstCodes::Fresh(tokens, if is_first.get() { codes } else { RecoveryCodes::default() }))
}
