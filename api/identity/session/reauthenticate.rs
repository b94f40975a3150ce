//! Saying once more who one is, before what only they themselves may do.
use access::{ChallengePurpose, CrossTenant, Judged, SuspectedAt, way_in::Reauthenticating};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Refused, SessionTokens, Sessions, Tokens, holder::Holder};
use crate::{
    guess,
    passkey::Assertion,
    password::{Password, PasswordHasher},
    refusals,
};

/// The password of whoever signed in, or a passkey of theirs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reauthenticate {
    /// Either this or a passkey.
    password: Option<Password>,
    /// The answer to what `begin_reauthentication` asked for: `PublicKeyCredential.toJSON()`.
    passkey: Option<Assertion>,
}

/// Confirm the password, or show a passkey
///
/// Some operations need somebody who said who they are a short while ago: `x-auth-max-age` says within how many seconds, and a 401 with
/// `insufficient_user_authentication` (RFC 9470) that it was longer ago. This says it again within the same session, and answers with new
/// tokens; the access tokens of before open nothing any more. A wrong password is counted as at sign-in. For five minutes a passkey stands for the password
/// and the second factor where passkeys are added or removed.
#[utoipa::path(post, path = "/session/reauthenticate", tag = "identity", request_body = Reauthenticate,
    responses(
        (status = 200, body = SessionTokens, description = "Confirmed.",
            headers(("Set-Cookie" = String, description = "`__Host-refresh` and `__Host-csrf`."))),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`password_refused`: it is not the password; `passkey_refused`: it is no passkey of the caller's, or was not asked for this."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`challenge_expired`: no passkey is asked for."),
    ))]
pub async fn reauthenticate_session(
    entry: CrossTenant<Reauthenticating>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<Reauthenticate>,
) -> Result<Tokens, Error> {
    reauthenticate(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks the password of the session's owner, or their passkey, and rotates its token.
pub async fn reauthenticate(
    entry: &CrossTenant<Reauthenticating>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: Reauthenticate,
) -> Result<Tokens, Error> {
    let holder = match Holder::find(entry, sessions).await? {
        Ok(holder) => holder,
        Err(refused) => return Ok(refused),
    };
    match (request.password, request.passkey) {
        (Some(password), None) => by_password(entry, hasher, holder, password).await,
        (None, Some(passkey)) => by_passkey(entry, sessions, holder, passkey).await,
        (None, None) | (Some(_), Some(_)) => {
            Err(Error::invalid("password", "required", "Must be given, or a passkey in its place."))
        }
    }
}

async fn by_password(
    entry: &CrossTenant<Reauthenticating>,
    hasher: &PasswordHasher,
    holder: Holder<'_, Reauthenticating>,
    password: Password,
) -> Result<Tokens, Error> {
    let attempt = match holder.prove(hasher, password).await? {
        Ok(attempt) => attempt,
        Err(refused) => return Ok(refused),
    };
    let (home, changed_at) = (holder.home, holder.own.credential.changed_at);
    holder
        .renew(refusals::PASSWORD_REFUSED, async |token| entry.reauthenticate(home, attempt, &token, changed_at).await)
        .await
}

async fn by_passkey(
    entry: &CrossTenant<Reauthenticating>,
    sessions: &Sessions,
    holder: Holder<'_, Reauthenticating>,
    shown: Assertion,
) -> Result<Tokens, Error> {
    let (home, owner) = (holder.home, holder.own.credential.owner);
    let asked = entry.find_passkey_challenge(home, &holder.refresh_hash(), ChallengePurpose::StepUp).await?;
    let asked = asked.ok_or(refusals::CHALLENGE_EXPIRED)?;
    let kept = entry.find_passkey(home, shown.credential_id(), shown.user_handle()).await?;
    let judged = match kept.filter(|kept| kept.owner == owner) {
        Some(kept) => (sessions.passkeys.judges(&shown, asked.state, &kept.key)?, Some(kept.key.id)),
        None => (Judged::Wrong, None),
    };
    match judged {
        (Judged::Right(used), _) => {
            let act = async |token: [u8; 32]| entry.reauthenticate_with_passkey(home, &token, asked.id, used).await;
            return holder.renew(refusals::CHALLENGE_EXPIRED, act).await;
        }
        (Judged::MayBeCopied, Some(id)) => entry.suspect_passkey(home, id, SuspectedAt::StepUp(asked.id)).await?,
        (Judged::MayBeCopied | Judged::Wrong, _) => {}
    }
    let named = home.code.mint(&holder.own.slug);
    let refused = Refused::plain(refusals::PASSKEY_REFUSED);
    guess::turn_away(entry, sessions, &named, refused).await.map(Tokens::Refused)
}
