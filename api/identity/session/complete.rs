//! Signing in, the second step: a code of the app, a recovery code, or a passkey.
use access::{Begun, CrossTenant, Home, way_in::CompletingSignIn};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    Refused, SessionTokens, Sessions, Tokens,
    open::open,
    with_passkey::{BegunByPassword, opens_with},
};
use crate::{
    guess::{self, Tried},
    one_time_secret::OneTimeSecret,
    passkey_sign_in::ShownPasskey,
    password::PasswordHasher,
    refusals,
    second_factor::Code,
};

/// The sign-in that was begun, and its second factor.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteSession {
    /// What the right password was answered with.
    sign_in: OneTimeSecret,
    /// The six digits that the app shows, or a recovery code. Either this or a passkey.
    code: Option<Code>,
    passkey: Option<ShownPasskey>,
}

/// Sign in with a second factor
///
/// Answers and sets cookies as signing in by the password alone does. A code of the app is good in its own thirty seconds and once; a recovery code
/// is good once. After five wrong ones, or five minutes, the sign-in has ended and begins again with the password; wrong codes are counted as wrong
/// passwords are. A passkey is asked for as where one signs in with nothing else.
#[utoipa::path(post, path = "/session/complete", tag = "identity", request_body = CompleteSession,
    responses(
        (status = 200, body = SessionTokens, description = "Signed in.",
            headers(("Set-Cookie" = String, description = "`__Host-refresh`, `__Host-csrf` and `__Host-device`."))),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`code_refused`: it is not a code that is good now; `passkey_refused`: it opens nothing here."),
    ))]
pub async fn complete_session(
    entry: CrossTenant<CompletingSignIn>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<CompleteSession>,
) -> Result<Tokens, Error> {
    complete(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks the code, or the passkey, and opens the session that the password began.
pub async fn complete(
    entry: &CrossTenant<CompletingSignIn>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: CompleteSession,
) -> Result<Tokens, Error> {
    let CompleteSession { sign_in: secret, code, passkey } = request;
    if code.is_some() == passkey.is_some() {
        return Err(Error::invalid("code", "required", "Must be given, or a passkey in its place."));
    }
    let sign_in = secret.expose();
    let (home, hash) = (entry.home_of_secret(sign_in)?, secret.hash());
    let Some(begun) = entry.find_sign_in(home, &hash).await? else {
        let refused = Refused::plain(refusals::SIGN_IN_EXPIRED);
        return guess::turn_away(entry, sessions, sign_in, refused).await.map(Tokens::Refused);
    };
    if let Some(code) = code {
        return by_code(entry, hasher, sessions, (home, &hash), &begun, &code).await;
    }
    if let Some(passkey) = passkey {
        let by_password = BegunByPassword { hash: &hash, owner: begun.owner };
        if let Some(tokens) = opens_with(entry, sessions, home, &passkey, Some(by_password)).await? {
            return Ok(tokens);
        }
    }
    let refused = Refused::plain(refusals::PASSKEY_REFUSED);
    guess::turn_away(entry, sessions, sign_in, refused).await.map(Tokens::Refused)
}

async fn by_code(
    entry: &CrossTenant<CompletingSignIn>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    (home, hash): (&Home, &[u8; 32]),
    begun: &Begun,
    code: &Code,
) -> Result<Tokens, Error> {
    let tried = guess::at_account(entry, sessions, home, [&begun.slug, &begun.email]).await?;
    let Tried { attempt, may_succeed } = match tried {
        Ok(tried) => tried,
        Err(refused) => return Ok(Tokens::Refused(refused)),
    };
    let proof = code.check(entry, home, hasher, &begun.factors).await?;
    if let Some(proof) = proof.filter(|_| may_succeed) {
        let opens = async |new: access::NewSession<'_>| entry.complete_sign_in(home, hash, &proof, new).await;
        if let Some(tokens) = open(entry, sessions, home, Some(attempt), begun.owner, opens).await? {
            return Ok(tokens);
        }
    }
    let goes_on = entry.refuse_code(home, hash, attempt).await?;
    Err(if goes_on { refusals::CODE_REFUSED } else { refusals::SIGN_IN_EXPIRED }.into())
}
