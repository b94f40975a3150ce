//! Signing in by organisation, e-mail and password.
use std::time::Instant;

use access::{Account, AttemptId, Credential, CrossTenant, Home, way_in::SigningIn};
use actix_web::web::Data;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Email, Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{FirstStep, SecondFactor, SessionTokens, Sessions, SignInBegun, Slug, Tokens, open::open, sign_in_refused};
use crate::{
    guess::{self, Tried},
    keys::secret_hash,
    password::{Password, PasswordHasher},
};

/// How long a sign-in waits for its second factor.
const SECOND_FACTOR_WITHIN_S: i64 = 5 * 60;

/// Who signs in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateSession {
    /// The name of the organisation, as in its sign-in address.
    organisation: Slug,
    email: Email,
    password: Password,
}

/// Sign in
///
/// Answers with an access token of five minutes and sets two cookies: `__Host-refresh`, which no script reads, and
/// `__Host-csrf`. A session that the browser held before ends. Every failure is answered alike, whatever was wrong.
/// Whoever has set up a second factor gets a 202 instead, and is signed in once its code, or a passkey, has followed.
///
/// A third cookie, `__Host-device`, stays for a year: by it the account knows the browser again. It opens nothing, but who shows it gets in while
/// strangers guess. After a hundred failures in a row from elsewhere, nobody without it does until the password is reset by mail; the answer stays
/// `sign_in_refused`.
#[utoipa::path(post, path = "/session", tag = "identity", request_body = CreateSession,
    responses(
        (status = 200, body = SessionTokens, description = "Signed in.",
            headers(("Set-Cookie" = String, description = "`__Host-refresh`, `__Host-csrf` and `__Host-device`."))),
        (status = 202, body = SignInBegun, description = "The password is right; a second factor is needed."),
    ))]
pub async fn create_session(
    entry: CrossTenant<SigningIn>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<CreateSession>,
) -> Result<FirstStep, Error> {
    create(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks the password, and opens a session or asks for the second factor.
pub async fn create(
    entry: &CrossTenant<SigningIn>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: CreateSession,
) -> Result<FirstStep, Error> {
    let begun = Instant::now();
    let (slug, email) = (request.organisation.as_str(), request.email.as_str());
    let home = entry.home_of(slug).await?;
    let Tried { attempt, may_succeed } = match guess::at_account(entry, sessions, home, [slug, email]).await? {
        Ok(tried) => tried,
        Err(refused) => return Ok(FirstStep::Last(Tokens::Refused(refused))),
    };
    let account = entry.find_account(home, slug, email).await?;
    let hash = account.as_ref().map(|account| account.credential.password_hash.clone());
    let fits = hasher.verify(request.password.clone(), hash).await?;
    match account {
        Some(account) if fits && may_succeed => {
            let credential = &account.credential;
            let answer = if account.has_second_factor {
                begin(entry, home, attempt, &account).await?
            } else {
                let opens = async |new: access::NewSession<'_>| entry.open_session(home, credential, new).await;
                let opened = open(entry, sessions, home, Some(attempt), credential.owner, opens).await?;
                match opened {
                    Some(tokens) => FirstStep::Last(tokens),
                    None => return Err(refused_after_all(entry, home, credential).await?),
                }
            };
            if hasher.is_outdated(&credential.password_hash)
                && let Err(error) = rehash(entry, hasher, home, credential, request.password).await
            {
                // Whoever signed in is in; the next sign-in tries it again.
                tracing::warn!(%error, "a hash of cheaper days stays");
            }
            Ok(answer)
        }
        account => {
            entry.refuse(home, attempt, account.map(|account| account.credential.owner)).await?;
            guess::even_moment(begun).await;
            Err(sign_in_refused())
        }
    }
}

async fn begin(
    entry: &CrossTenant<SigningIn>,
    home: &Home,
    attempt: AttemptId,
    account: &Account,
) -> Result<FirstStep, Error> {
    let sign_in = home.code.mint(&URL_SAFE_NO_PAD.encode(entry.chance::<32>(home)));
    let hash = secret_hash(&sign_in);
    if entry.begin_sign_in(home, attempt, &account.credential, &hash, SECOND_FACTOR_WITHIN_S).await? {
        let second_factors = SecondFactor::of(account);
        Ok(FirstStep::Begun(SignInBegun { sign_in, second_factors, expires_in_s: SECOND_FACTOR_WITHIN_S }))
    } else {
        Err(refused_after_all(entry, home, &account.credential).await?)
    }
}

// Of whoever gave the right password: something changed meanwhile, or their organisation lets nobody in.
async fn refused_after_all(
    entry: &CrossTenant<SigningIn>,
    home: &Home,
    credential: &Credential,
) -> Result<Error, Error> {
    entry.unless_suspended(home, credential.owner).await?;
    Ok(sign_in_refused())
}

async fn rehash(
    entry: &CrossTenant<SigningIn>,
    hasher: &PasswordHasher,
    home: &Home,
    credential: &Credential,
    password: Password,
) -> Result<(), Error> {
    let hash = hasher.hash(password).await?;
    entry.rehash(home, credential, &hash).await
}
