//! Signing in by organisation, e-mail and password.
use access::{ACCESS_TOKEN_LIFE_S, AttemptId, Credential, CrossTenant, Home, NewSession, way_in::SigningIn};
use actix_web::web::Data;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Email, Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{RefreshToken, SessionTokens, Sessions, Slug, Tokens, sign_in_refused};
use crate::{
    guess,
    keys::secret_hash,
    password::{Password, PasswordHasher},
};

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
#[utoipa::path(post, path = "/session", tag = "identity", request_body = CreateSession,
    responses((status = 200, body = SessionTokens, description = "Signed in.",
        headers(("Set-Cookie" = String, description = "`__Host-refresh` and `__Host-csrf`.")))))]
pub async fn create_session(
    entry: CrossTenant<SigningIn>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<CreateSession>,
) -> Result<Tokens, Error> {
    create(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks the password and opens a session.
pub async fn create(
    entry: &CrossTenant<SigningIn>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: CreateSession,
) -> Result<Tokens, Error> {
    let (slug, email) = (request.organisation.as_str(), request.email.as_str());
    let home = entry.home_of(slug).await?;
    let attempt = match guess::at_account(entry, sessions, home, [slug, email]).await? {
        Ok(attempt) => attempt,
        Err(refused) => return Ok(Tokens::Refused(refused)),
    };
    let credential = entry.find_credential(home, slug, email).await?;
    let hash = credential.as_ref().map(|credential| credential.password_hash.clone());
    let fits = hasher.verify(request.password.clone(), hash).await?;
    match credential {
        Some(credential) if fits => {
            let tokens = open(entry, sessions, home, attempt, &credential).await?;
            if hasher.is_outdated(&credential.password_hash)
                && let Err(error) = rehash(entry, hasher, home, &credential, request.password).await
            {
                // Whoever signed in is in; the next sign-in tries it again.
                tracing::warn!(%error, "a hash of cheaper days stays");
            }
            if let Some(before) = entry.refresh_token_before() {
                // An identifier is never kept across an authentication (ASVS 7.2.4): what the browser held before ends.
                entry.end_session_before(home, before, secret_hash(before)).await?;
            }
            Ok(tokens)
        }
        credential => {
            entry.refuse(home, attempt, credential.map(|credential| credential.owner)).await?;
            Err(sign_in_refused())
        }
    }
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

async fn open(
    entry: &CrossTenant<SigningIn>,
    sessions: &Sessions,
    home: &Home,
    attempt: AttemptId,
    credential: &Credential,
) -> Result<Tokens, Error> {
    let refresh_token = RefreshToken::first(&home.code, entry.chance(home), entry.chance(home));
    let access_secret = home.code.mint(&URL_SAFE_NO_PAD.encode(entry.chance::<32>(home)));
    let new = NewSession {
        attempt,
        credential,
        access_hash: &secret_hash(&access_secret),
        access_life_s: ACCESS_TOKEN_LIFE_S,
        refresh_hash: &refresh_token.hash(),
        idle_limit_s: sessions.policy.idle_limit_s,
        lifetime_s: sessions.policy.lifetime_s,
    };
    let (session, at) = entry.open_session(home, new).await?.ok_or_else(sign_in_refused)?;
    let access_token = entry.sign(home, session, credential.owner, at, access_secret)?;
    let tokens = SessionTokens::new(access_token, 0, &refresh_token);
    Ok(Tokens::Fresh { tokens, refresh_token, cookie_life_s: sessions.policy.idle_limit_s })
}
