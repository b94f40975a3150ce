//! Signing in as an operator: e-mail, password and the code of the app or a passkey, in one step.
use std::time::Instant;

use access::platform::{NewOperatorSession, OperatorAttempt, OperatorEntrance, OperatorFactors, SigningInAsOperator};
use actix_web::web::Data;
use identity::{Password, PasswordHasher, Sessions, ShownPasskey, TotpCode, TotpSecret, even_moment, secret_hash};
use kernel::{Email, Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    IDLE_LIMIT_S, LIFETIME_S, LIMITS, Opened, OperatorSessionOpened, Refused, SessionSecret,
    with_passkey::{BegunByPassword, opens_with},
};
use crate::{link::totp_place, refusals};

/// Who signs in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateOperatorSession {
    email: Email,
    password: Password,
    /// The six digits that the app shows, unless a passkey is shown.
    code: Option<TotpCode>,
    /// Instead of the code.
    passkey: Option<ShownPasskey>,
}

/// What goes with the password.
enum Second {
    Code(TotpCode),
    Passkey(ShownPasskey),
}

/// Sign in as an operator
///
/// Sets two cookies that no other site makes a browser send: `__Host-operator`, which no script reads, and `__Host-operator-csrf`. The session ends after
/// a quarter of an hour without a request, and after eight hours in any case. Every failure is answered alike, whatever was wrong. After a hundred failures in
/// a row from networks that the account does not know, none of them gets in by a code until somebody has signed in with a passkey or used a new link; the
/// answer stays the same.
#[utoipa::path(post, path = "/operator/session", tag = "operators", request_body = CreateOperatorSession,
    responses(
        (status = 200, body = OperatorSessionOpened, description = "Signed in.",
            headers(("Set-Cookie" = String, description = "`__Host-operator` and `__Host-operator-csrf`."))),
    ))]
pub async fn create_operator_session(
    entry: OperatorEntrance<SigningInAsOperator>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<CreateOperatorSession>,
) -> Result<Opened, Error> {
    create(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks both factors and opens a session.
pub async fn create(
    entry: &OperatorEntrance<SigningInAsOperator>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: CreateOperatorSession,
) -> Result<Opened, Error> {
    let begun = Instant::now();
    let second = match (request.code, request.passkey) {
        (Some(code), None) => Second::Code(code),
        (None, Some(passkey)) => Second::Passkey(passkey),
        (Some(_), Some(_)) | (None, None) => return Err(refusals::OPERATOR_FACTOR_WANTED.into()),
    };
    let platform = entry.platform();
    let account = platform.key.derive(b"operator", &[request.email.as_str()]);
    let attempt = match entry.begin_attempt(&account, LIMITS).await? {
        OperatorAttempt::Begun(attempt) => attempt,
        OperatorAttempt::TooMany { retry_after_s } => {
            let error = Error::too_soon(refusals::OPERATOR_TRIES_TOO_MANY, retry_after_s);
            return Ok(Opened::Refused(Refused(error)));
        }
    };
    let known = entry.find(request.email.as_str()).await?;
    let hash = known.as_ref().map(|known| known.password_hash.clone());
    let fits = hasher.verify(request.password, hash).await?;
    if let Some(known) = known.as_ref().filter(|_| fits)
        && let Some(opened) = match &second {
            Second::Code(code) => open(entry, attempt, known, code).await?,
            Second::Passkey(shown) => {
                let begun = BegunByPassword { attempt, operator_id: known.operator_id };
                opens_with(entry, sessions, shown, Some(begun)).await?
            }
        }
    {
        return Ok(opened);
    }
    entry.refuse(attempt, known.map(|known| known.operator_id)).await?;
    even_moment(begun).await;
    Err(refusals::OPERATOR_REFUSED.into())
}

async fn open(
    entry: &OperatorEntrance<SigningInAsOperator>,
    attempt: uuid::Uuid,
    known: &OperatorFactors,
    code: &TotpCode,
) -> Result<Option<Opened>, Error> {
    let platform = entry.platform();
    let id = known.totp.id.to_string();
    let app = TotpSecret::opened(&platform.seals, &totp_place(&id), &known.totp.secret)?;
    let Some(totp_step) = app.step_of(code.expose(), known.at.timestamp())? else { return Ok(None) };
    let secret = SessionSecret::new(platform.chance.bytes(), platform.chance.bytes());
    let hash = secret_hash(secret.text());
    let new =
        NewOperatorSession { attempt, totp_step, hash: &hash, idle_limit_s: IDLE_LIMIT_S, lifetime_s: LIFETIME_S };
    let is_open = entry.open(known, new).await?;
    Ok(is_open.then(|| {
        let opened = OperatorSessionOpened::of(&secret);
        Opened::Fresh { opened, secret }
    }))
}
