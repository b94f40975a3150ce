//! Signing in as an operator with a passkey: both factors in one step, and nobody has said who they are before.
use std::time::Instant;

use access::{
    Judged,
    platform::{NewPasskeySession, OperatorEntrance, OperatorPasskeySignIn, SigningInAsOperator},
};
use actix_web::web::Data;
use identity::{Sessions, ShownPasskey, even_moment, secret_hash};
use kernel::{Error, Json};
use uuid::Uuid;

use super::{IDLE_LIMIT_S, LIFETIME_S, Opened, OperatorSessionOpened, SessionSecret};
use crate::{link::turned_away, refusals};

/// A password that was right: what began, and whose it is.
#[derive(Clone, Copy)]
pub(super) struct BegunByPassword {
    pub attempt: Uuid,
    pub operator_id: Uuid,
}

/// Sign in as an operator with a passkey
///
/// Answers and sets cookies as signing in by password and code does. The passkey says whose it is, and its device that it is they. One that is not known, one
/// that was removed and one that was wrongly signed are refused alike, and counted against the network that they come from.
#[utoipa::path(post, path = "/operator/session/with-passkey", tag = "operators", request_body = ShownPasskey,
    responses(
        (status = 200, body = OperatorSessionOpened, description = "Signed in.",
            headers(("Set-Cookie" = String, description = "`__Host-operator` and `__Host-operator-csrf`."))),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`operator_passkey_refused`: it opens nothing here."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`passkeys_unavailable`: the installation's address has no domain."),
    ))]
pub async fn open_operator_session_with_passkey(
    entry: OperatorEntrance<SigningInAsOperator>,
    sessions: Data<Sessions>,
    request: Json<ShownPasskey>,
) -> Result<Opened, Error> {
    with_passkey(&entry, &sessions, &request.into_inner()).await
}

/// Checks the passkey and opens the session of whoever's it is.
pub async fn with_passkey(
    entry: &OperatorEntrance<SigningInAsOperator>,
    sessions: &Sessions,
    shown: &ShownPasskey,
) -> Result<Opened, Error> {
    let begun = Instant::now();
    if shown.credential.user_handle().is_some()
        && let Some(opened) = opens_with(entry, sessions, shown, None).await?
    {
        return Ok(opened);
    }
    let refused = turned_away(entry, &shown.credential.at_home(), refusals::OPERATOR_PASSKEY_REFUSED).await?;
    even_moment(begun).await;
    Err(refused)
}

/// Opens the session of whoever's passkey it is, if it is right and the challenge was not answered before.
pub(super) async fn opens_with(
    entry: &OperatorEntrance<SigningInAsOperator>,
    sessions: &Sessions,
    shown: &ShownPasskey,
    begun: Option<BegunByPassword>,
) -> Result<Option<Opened>, Error> {
    let platform = entry.platform();
    let Some(asked) = shown.challenge.known_under(&platform.key) else { return Ok(None) };
    let (id, handle) = (shown.credential.credential_id(), shown.credential.user_handle());
    let Some(kept) = entry.find_passkey(id, handle).await? else { return Ok(None) };
    if asked.expires_at <= kept.at || begun.is_some_and(|begun| begun.operator_id != kept.operator_id) {
        return Ok(None);
    }
    let used = match sessions.relying_party().judges(&shown.credential, asked.state, &kept.key)? {
        Judged::Right(used) => used,
        Judged::Wrong => return Ok(None),
        Judged::MayBeCopied => {
            entry.suspect_passkey(kept.key.id, &asked.hash, asked.expires_at).await?;
            return Ok(None);
        }
    };
    let sign_in = OperatorPasskeySignIn {
        used,
        changed_at: kept.changed_at,
        challenge_hash: &asked.hash,
        challenge_expires_at: asked.expires_at,
    };
    let secret = SessionSecret::new(platform.chance.bytes(), platform.chance.bytes());
    let new = NewPasskeySession {
        attempt: begun.map(|begun| begun.attempt),
        hash: &secret_hash(secret.text()),
        idle_limit_s: IDLE_LIMIT_S,
        lifetime_s: LIFETIME_S,
    };
    let is_open = entry.open_with_passkey(sign_in, new).await?;
    Ok(is_open.then(|| Opened::Fresh { opened: OperatorSessionOpened::of(&secret), secret }))
}
