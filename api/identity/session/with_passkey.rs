//! Signing in with a passkey: both factors in one step, and nobody has said who they are before.
use std::time::Instant;

use access::{
    CrossTenant, Home, Judged, NewSession, PasskeySignIn, SessionOwner, SuspectedAt,
    way_in::{OpensWithPasskey, SigningInWithPasskey},
};
use actix_web::web::Data;
use kernel::{Error, Json};

use super::{Refused, SessionTokens, Sessions, Tokens, open::open};
use crate::{
    guess,
    keys::{Purpose, derive},
    passkey_sign_in::ShownPasskey,
    refusals,
};

/// A sign-in that the password began.
#[derive(Clone, Copy)]
pub(super) struct BegunByPassword<'a> {
    pub hash: &'a [u8; 32],
    pub owner: SessionOwner,
}

/// Sign in with a passkey
///
/// Answers and sets cookies as signing in by the password does, in one step: no code is asked for. The passkey itself says whose it is, so there is nothing
/// to type. Failures of others at the account keep nobody out who has this, and end with it. One that is not known, one that was removed and one that was
/// wrongly signed are refused alike, and counted against the network that they come from; whoever signs rightly for a suspended organisation is told that it is.
#[utoipa::path(post, path = "/session/with-passkey", tag = "identity", request_body = ShownPasskey,
    responses(
        (status = 200, body = SessionTokens, description = "Signed in.",
            headers(("Set-Cookie" = String, description = "`__Host-refresh`, `__Host-csrf` and `__Host-device`."))),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`passkey_refused`: it opens nothing here."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`passkeys_unavailable`: the installation's address has no domain."),
    ))]
pub async fn open_session_with_passkey(
    entry: CrossTenant<SigningInWithPasskey>,
    sessions: Data<Sessions>,
    request: Json<ShownPasskey>,
) -> Result<Tokens, Error> {
    with_passkey(&entry, &sessions, request.into_inner()).await
}

/// Checks the passkey and opens the session of whoever's it is.
pub async fn with_passkey(
    entry: &CrossTenant<SigningInWithPasskey>,
    sessions: &Sessions,
    shown: ShownPasskey,
) -> Result<Tokens, Error> {
    let begun = Instant::now();
    let named = shown.credential.at_home();
    let home = entry.home_of_secret(&named)?;
    if shown.credential.user_handle().is_some()
        && let Some(tokens) = opens_with(entry, sessions, home, &shown, None).await?
    {
        return Ok(tokens);
    }
    let refused = guess::turn_away(entry, sessions, &named, Refused::plain(refusals::PASSKEY_REFUSED)).await?;
    guess::even_moment(begun).await;
    Ok(Tokens::Refused(refused))
}

/// Opens the session of whoever's passkey it is, if it is right and the challenge was not answered before.
pub(super) async fn opens_with<W: OpensWithPasskey>(
    entry: &CrossTenant<W>,
    sessions: &Sessions,
    home: &Home,
    shown: &ShownPasskey,
    begun: Option<BegunByPassword<'_>>,
) -> Result<Option<Tokens>, Error> {
    let Some(asked) = shown.challenge.known(entry) else { return Ok(None) };
    let (id, handle) = (shown.credential.credential_id(), shown.credential.user_handle());
    let Some(kept) = entry.find_passkey(home, id, handle).await? else { return Ok(None) };
    if asked.expires_at <= kept.at || begun.is_some_and(|begun| begun.owner != kept.owner) {
        return Ok(None);
    }
    let used = match sessions.passkeys.judges(&shown.credential, asked.state, &kept.key)? {
        Judged::Right(used) => used,
        Judged::Wrong => return Ok(None),
        Judged::MayBeCopied => {
            let shown_at = SuspectedAt::SignIn { hash: &asked.hash, expires_at: asked.expires_at };
            entry.suspect_passkey(home, kept.key.id, shown_at).await?;
            return Ok(None);
        }
    };
    let sign_in = PasskeySignIn {
        used,
        changed_at: kept.changed_at,
        challenge_hash: &asked.hash,
        challenge_expires_at: asked.expires_at,
        account_hash: &derive(&home.key, Purpose::Account, &[&kept.slug, &kept.email]),
        sign_in_hash: begun.map(|begun| begun.hash),
    };
    let opens = async |new: NewSession<'_>| entry.open_session_with_passkey(home, sign_in, new).await;
    let opened = open(entry, sessions, home, None, kept.owner, opens).await?;
    if opened.is_none() {
        entry.unless_suspended(home, kept.owner).await?;
    }
    Ok(opened)
}
