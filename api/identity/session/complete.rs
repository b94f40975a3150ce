//! Signing in, the second step: a code of the app, or a recovery code.
use access::{CrossTenant, way_in::CompletingSignIn};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Refused, SessionTokens, Sessions, Tokens, open::open};
use crate::{guess, one_time_secret::OneTimeSecret, password::PasswordHasher, refusals, second_factor::Code};

/// The sign-in that was begun, and its second factor.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteSession {
    /// What the right password was answered with.
    sign_in: OneTimeSecret,
    /// The six digits that the app shows, or a recovery code.
    code: Code,
}

/// Sign in with a second factor
///
/// Answers and sets cookies as signing in by the password alone does. A code of the app is good in its own thirty seconds and once; a recovery code
/// is good once. After five wrong ones, or five minutes, the sign-in has ended and begins again with the password; wrong codes are counted as wrong
/// passwords are.
#[utoipa::path(post, path = "/session/complete", tag = "identity", request_body = CompleteSession,
    responses(
        (status = 200, body = SessionTokens, description = "Signed in.",
            headers(("Set-Cookie" = String, description = "`__Host-refresh` and `__Host-csrf`."))),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`code_refused`: it is not a code that is good now."),
    ))]
pub async fn complete_session(
    entry: CrossTenant<CompletingSignIn>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<CompleteSession>,
) -> Result<Tokens, Error> {
    complete(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks the code and opens the session that the password began.
pub async fn complete(
    entry: &CrossTenant<CompletingSignIn>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: CompleteSession,
) -> Result<Tokens, Error> {
    let sign_in = request.sign_in.expose();
    let (home, hash) = (entry.home_of_secret(sign_in)?, request.sign_in.hash());
    let Some(begun) = entry.find_sign_in(home, &hash).await? else {
        let refused = Refused::plain(refusals::SIGN_IN_EXPIRED);
        return guess::turn_away(entry, sessions, sign_in, refused).await.map(Tokens::Refused);
    };
    let attempt = match guess::at_account(entry, sessions, home, [&begun.slug, &begun.email]).await? {
        Ok(attempt) => attempt,
        Err(refused) => return Ok(Tokens::Refused(refused)),
    };
    if let Some(proof) = request.code.check(entry, home, hasher, &begun.factors).await? {
        let opens = async |new: access::NewSession<'_>| entry.complete_sign_in(home, &hash, &proof, new).await;
        if let Some(tokens) = open(entry, sessions, home, attempt, begun.owner, opens).await? {
            return Ok(tokens);
        }
    }
    let goes_on = entry.refuse_code(home, &hash, attempt).await?;
    Err(if goes_on { refusals::CODE_REFUSED } else { refusals::SIGN_IN_EXPIRED }.into())
}
