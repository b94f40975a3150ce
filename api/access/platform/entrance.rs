//! The way in for operators, before there is a session: few calls, each a function of the directory.
use std::{
    future::{Ready, ready},
    marker::PhantomData,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use chrono::{DateTime, Utc};
use kernel::{Error, SessionId, ended};
use sqlx::{Row, postgres::PgRow};
use uuid::Uuid;

use super::{OPERATOR_COOKIE, OperatorRole, Platform};
use crate::{
    AllowedOrigins, AttemptLimits, RequestOrigin, Sealed, cookie::the_one, outage::unavailable, request::device,
};

/// A reason for an operator to come in without a session.
pub trait OperatorWayIn: 'static {
    /// The reason, as the API document prints it.
    const REASON: &'static str;
    /// The event that it leaves when it is granted.
    const EVENT: Option<&'static str>;
    /// Whether somebody could guess a secret here.
    const TELLS_GUESSES: bool = true;
}

/// Signing in is what gives a session.
#[derive(Debug)]
pub enum SigningInAsOperator {}
/// The link is what is asked for.
#[derive(Debug)]
pub enum UsingOperatorLink {}

/// What a passkey is asked, which tells nobody anything.
#[derive(Debug)]
pub enum BeginningOperatorPasskeySignIn {}
/// The link beside a code is what is asked for.
#[derive(Debug)]
pub enum DenyingOperatorConfirmation {}

impl OperatorWayIn for SigningInAsOperator {
    const REASON: &'static str = "An operator who signs in has no session yet; both factors are what it asks for.";
    const EVENT: Option<&'static str> = Some("operator_session.opened");
}

impl OperatorWayIn for BeginningOperatorPasskeySignIn {
    const REASON: &'static str =
        "An operator who signs in with a passkey has no session yet; everybody is asked alike.";
    const EVENT: Option<&'static str> = None;
    const TELLS_GUESSES: bool = false;
}

impl OperatorWayIn for UsingOperatorLink {
    const REASON: &'static str = "An operator who comes in for the first time has a one-time link alone.";
    const EVENT: Option<&'static str> = Some("operator.entered");
}

impl OperatorWayIn for DenyingOperatorConfirmation {
    const REASON: &'static str =
        "The link beside a code in an operator's mailbox opens it, once; somebody else may have the session.";
    const EVENT: Option<&'static str> = Some("confirmation.denied");
}

/// The way in for operators, for the reason `W`. A request that says it comes from elsewhere than our own pages gets no further.
pub struct OperatorEntrance<W> {
    pub(super) platform: web::Data<Platform>,
    pub(super) origin: RequestOrigin,
    pub(super) device: Option<String>,
    session_before: Option<String>,
    way: PhantomData<fn() -> W>,
}

/// Whether one more try is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorAttempt {
    Begun(Uuid),
    TooMany { retry_after_s: u32 },
}

/// What a password and a code must be checked against.
pub struct OperatorFactors {
    pub operator_id: Uuid,
    pub password_hash: String,
    pub changed_at: DateTime<Utc>,
    pub totp: PendingTotp,
    pub at: DateTime<Utc>,
}

/// An authenticator app: in use, or waiting for its first code.
pub struct PendingTotp {
    pub id: Uuid,
    pub secret: Sealed,
}

/// The session to be opened.
pub struct NewOperatorSession<'a> {
    pub attempt: Uuid,
    pub totp_step: i64,
    pub hash: &'a [u8; 32],
    pub idle_limit_s: i64,
    pub lifetime_s: i64,
}

/// Whose link it is.
pub struct LinkOfOperator {
    pub email: String,
    pub name: String,
    pub role: OperatorRole,
    /// None until an app is being set up.
    pub totp: Option<PendingTotp>,
    pub at: DateTime<Utc>,
}

/// A link that is used up.
pub struct OperatorLink<'a> {
    pub hash: &'a [u8; 32],
    pub totp_id: Uuid,
    pub totp_step: i64,
    pub password_hash: &'a str,
    pub set_up_within_s: i64,
}

/// What an operator said was not asked for by them.
pub struct DeniedOperatorConfirmation {
    pub operator_name: String,
    pub title: String,
    /// Whether it had been confirmed before.
    pub is_done: bool,
}

/// Both factors are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorInvited {
    Entered,
    /// The link, or the app, is gone meanwhile.
    Gone,
}

impl<W: OperatorWayIn> OperatorEntrance<W> {
    /// The directory's keys, and its chance.
    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    /// Notes a try before it is decided, or says how long to wait.
    pub async fn begin_attempt(
        &self,
        account_hash: &[u8; 32],
        limits: AttemptLimits,
    ) -> Result<OperatorAttempt, Error> {
        let statement =
            "select attempt_id, retry_after_s from platform.begin_attempt($1, $2, $3, $4, make_interval(secs => $5))";
        let row = sqlx::query(statement)
            .bind(account_hash.as_slice())
            .bind(self.origin.network_text())
            .bind(limits.account_failures_max)
            .bind(limits.network_failures_max)
            .bind(seconds(limits.window_s)?)
            .fetch_one(&self.platform.sign_in)
            .await
            .map_err(unavailable)?;
        match (row.try_get::<Option<Uuid>, _>("attempt_id")?, row.try_get::<Option<i32>, _>("retry_after_s")?) {
            (Some(id), _) => Ok(OperatorAttempt::Begun(id)),
            (None, wait) => Ok(OperatorAttempt::TooMany { retry_after_s: u32::try_from(wait.unwrap_or(1))? }),
        }
    }
}

impl OperatorEntrance<SigningInAsOperator> {
    /// The factors of this operator, if there is one who came in.
    pub async fn find(&self, email: &str) -> Result<Option<OperatorFactors>, Error> {
        let statement = "select operator_id, password_hash, changed_at, totp_id, key_name, sealed_secret, at from platform.find_operator($1)";
        let row =
            sqlx::query(statement).bind(email).fetch_optional(&self.platform.sign_in).await.map_err(unavailable)?;
        let Some(row) = row else { return Ok(None) };
        let Some(totp) = totp(&row)? else { return Ok(None) };
        Ok(Some(OperatorFactors {
            operator_id: row.try_get("operator_id")?,
            password_hash: row.try_get("password_hash")?,
            changed_at: row.try_get("changed_at")?,
            totp,
            at: row.try_get("at")?,
        }))
    }

    /// Opens a session; the one that the browser held before ends. False when a factor changed meanwhile, or the code was shown before.
    pub async fn open(&self, known: &OperatorFactors, new: NewOperatorSession<'_>) -> Result<bool, Error> {
        let id = SessionId(uuid::Builder::from_random_bytes(self.platform.chance.bytes()).into_uuid());
        let statement = "select platform.open_session($1, $2, $3, $4, $5, $6, make_interval(secs => $7), make_interval(secs => $8), $9, $10, $11)";
        let opened: Option<DateTime<Utc>> = sqlx::query_scalar(statement)
            .bind(new.attempt)
            .bind(known.operator_id)
            .bind(known.changed_at)
            .bind(new.totp_step)
            .bind(id)
            .bind(new.hash.as_slice())
            .bind(seconds(new.idle_limit_s)?)
            .bind(seconds(new.lifetime_s)?)
            .bind(self.origin.network_text())
            .bind(self.device.as_deref())
            .bind(self.origin.request_id)
            .fetch_one(&self.platform.sign_in)
            .await
            .map_err(unavailable)?;
        if opened.is_some() {
            self.replaces().await?;
        }
        Ok(opened.is_some())
    }

    // Ends the session that the browser held before.
    pub(super) async fn replaces(&self) -> Result<(), Error> {
        let Some(before) = &self.session_before else { return Ok(()) };
        let replaced = sqlx::query("select platform.replace_session(sha256(convert_to($1, 'utf8')))").bind(before);
        replaced.execute(&self.platform.sign_in).await.map_err(unavailable)?;
        Ok(())
    }

    /// Remembers a failed try at somebody's account; a stranger's leaves nothing. The hundredth in a row from networks that the account does not know is told.
    pub async fn refuse(&self, attempt: Uuid, operator_id: Option<Uuid>) -> Result<(), Error> {
        let Some(operator_id) = operator_id else { return Ok(()) };
        sqlx::query("select platform.refuse_session($1, $2, $3, $4)")
            .bind(attempt)
            .bind(operator_id)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id)
            .execute(&self.platform.sign_in)
            .await
            .map_err(unavailable)?;
        Ok(())
    }
}

impl OperatorEntrance<UsingOperatorLink> {
    /// Whose link it is, while it can be used.
    pub async fn read(&self, hash: &[u8; 32]) -> Result<Option<LinkOfOperator>, Error> {
        let statement = "select email, name, role, totp_id, key_name, sealed_secret, at from platform.read_link($1)";
        let found = sqlx::query(statement).bind(hash.as_slice()).fetch_optional(&self.platform.sign_in).await;
        let Some(row) = found.map_err(unavailable)? else { return Ok(None) };
        Ok(Some(LinkOfOperator {
            email: row.try_get("email")?,
            name: row.try_get("name")?,
            role: OperatorRole::read(row.try_get("role")?)?,
            totp: totp(&row)?,
            at: row.try_get("at")?,
        }))
    }

    /// Keeps the secret of the app that is being set up. False when the link is gone meanwhile.
    pub async fn begin(&self, hash: &[u8; 32], totp: &PendingTotp) -> Result<bool, Error> {
        let begun = sqlx::query_scalar("select platform.begin_link($1, $2, $3, $4)")
            .bind(hash.as_slice())
            .bind(totp.id)
            .bind(&totp.secret.key_name)
            .bind(&totp.secret.bytes);
        begun.fetch_one(&self.platform.sign_in).await.map_err(unavailable)
    }

    /// Sets both factors and uses the link up.
    pub async fn r#use(&self, link: OperatorLink<'_>) -> Result<OperatorInvited, Error> {
        let used = sqlx::query_scalar("select platform.use_link($1, $2, $3, $4, make_interval(secs => $5), $6, $7)")
            .bind(link.hash.as_slice())
            .bind(link.totp_id)
            .bind(link.totp_step)
            .bind(link.password_hash)
            .bind(seconds(link.set_up_within_s)?)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        let is_used: bool = used.fetch_one(&self.platform.sign_in).await.map_err(unavailable)?;
        Ok(if is_used { OperatorInvited::Entered } else { OperatorInvited::Gone })
    }
}

impl OperatorEntrance<DenyingOperatorConfirmation> {
    /// Stops what waits to be confirmed by the operator whose mailbox this link came to, and signs them out everywhere. None where it opens nothing.
    pub async fn deny(&self, hash: &[u8; 32]) -> Result<Option<DeniedOperatorConfirmation>, Error> {
        let denied = sqlx::query("select operator_name, title, is_done from platform.deny_intent($1, $2, $3)")
            .bind(hash.as_slice())
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        let denied = denied.fetch_optional(&self.platform.sign_in).await.map_err(unavailable)?;
        denied
            .map(|row| {
                Ok(DeniedOperatorConfirmation {
                    operator_name: row.try_get("operator_name")?,
                    title: row.try_get("title")?,
                    is_done: row.try_get("is_done")?,
                })
            })
            .transpose()
    }
}

fn totp(row: &PgRow) -> Result<Option<PendingTotp>, Error> {
    let id: Option<Uuid> = row.try_get("totp_id")?;
    let Some(id) = id else { return Ok(None) };
    let secret = Sealed { key_name: row.try_get("key_name")?, bytes: row.try_get("sealed_secret")? };
    Ok(Some(PendingTotp { id, secret }))
}

pub(super) fn seconds(whole: i64) -> Result<f64, Error> {
    Ok(f64::from(i32::try_from(whole)?))
}

impl<W: OperatorWayIn> FromRequest for OperatorEntrance<W> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(enter(request))
    }
}

fn enter<W>(request: &HttpRequest) -> Result<OperatorEntrance<W>, Error> {
    let absent = || std::io::Error::other("the app lacks the operators' plane");
    let origins = request.app_data::<web::Data<AllowedOrigins>>().ok_or_else(absent)?;
    let session_before = the_one(request, OPERATOR_COOKIE);
    if !origins.admit(request, session_before.is_some()) {
        return Err(ended::CSRF_REFUSED.into());
    }
    Ok(OperatorEntrance {
        platform: request.app_data::<web::Data<Platform>>().cloned().ok_or_else(absent)?,
        origin: RequestOrigin::of(request),
        device: device(request),
        session_before,
        way: PhantomData,
    })
}
