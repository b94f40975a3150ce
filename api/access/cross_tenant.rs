//! The way in before there is a session: few calls, each a function of the door's.
mod ask_reset;
mod change_password;
mod confirmation_link;
mod email_link;
mod key_token;
mod link;
mod owner_recovery_link;
mod passkey;
mod reauthenticate;
mod refresh;
mod second_factor;
mod sign_in;
mod sign_up;

use std::{
    future::{Ready, ready},
    marker::PhantomData,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use chrono::{DateTime, Utc};
use kernel::{Error, OrgId, PersonId, SessionId, ended};
use sqlx::Row;
use uuid::Uuid;

use crate::{
    AllowedOrigins, Home, Homes, RequestOrigin, cookie,
    home::line_belongs_to,
    outage::unavailable,
    request::device,
    way_in::{CookieUse, NamesOrganisation, WayIn},
};
pub use ask_reset::ResetLimits;
pub use confirmation_link::DeniedConfirmation;
pub use email_link::{EmailConfirmed, EmailLinkHolder, EmailSide};
pub use key_token::{KeyExchange, KeyToken};
pub use link::{LinkHolder, LinkPurpose};
pub use owner_recovery_link::StoppedOwnerRecovery;
pub use passkey::{
    Challenge, ChallengePurpose, Judged, KeptPasskey, NewPasskey, PasskeyAdded, PasskeyBegun, PasskeyKey,
    PasskeyRemoval, PasskeySignIn, PasskeyUse, SuspectedAt,
};
pub use reauthenticate::OwnCredential;
pub use refresh::{Rotated, Rotation};
pub use second_factor::{Begun, Factor, FactorProof, Factors, NewTotp, OwnFactors, Proven, Removal};
pub use sign_in::{Account, Credential, NewSession};
pub use sign_up::{FoundingBy, SignUp, SignUpFounded, SignUpLimits};

/// The way in without a session, for the reason `W`; each use of it is named in the threat model.
///
/// Where the refresh cookie opens anything, a request that does not prove where it comes from gets no further.
///
/// Each way in reaches its own functions and no others:
/// ```compile_fail,E0599
/// use access::{Credential, CrossTenant, Home, NewSession, way_in::ReadingLink};
/// async fn sneak(entry: CrossTenant<ReadingLink>, home: &Home, credential: &Credential, new: NewSession<'_>) {
///     let _ = entry.open_session(home, credential, new).await;
/// }
/// ```
/// The twin that compiles:
/// ```
/// use access::{Credential, CrossTenant, Home, NewSession, way_in::SigningIn};
/// async fn open(entry: CrossTenant<SigningIn>, home: &Home, credential: &Credential, new: NewSession<'_>) {
///     let _ = entry.open_session(home, credential, new).await;
/// }
/// ```
pub struct CrossTenant<W> {
    homes: web::Data<Homes>,
    origin: RequestOrigin,
    device: Option<String>,
    device_hash: Option<[u8; 32]>,
    refresh_token: Option<String>,
    way: PhantomData<fn() -> W>,
}

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionOwner {
    pub org_id: OrgId,
    pub person_id: PersonId,
}

/// How often it may go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptLimits {
    pub account_failures_max: i32,
    pub network_failures_max: i32,
    pub window_s: i64,
}

/// One try, noted as failed until it succeeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptId(Uuid);

/// Whether one more try is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// It is. It may not succeed where too many have failed in a row at the account, and this comes from a device that it does not know: what is shown
    /// is looked at all the same, so that the answer takes as long.
    Begun { id: AttemptId, may_succeed: bool },
    /// Too many have failed lately.
    TooMany { retry_after_s: u32 },
}

impl<W: WayIn> CrossTenant<W> {
    /// The home that minted a secret; a stranger's is looked for where strangers are turned away. The request is that home's from here on.
    pub fn home_of_secret(&self, secret: &str) -> Result<&Home, Error> {
        let home = match self.homes.of_secret(secret)? {
            Some(home) => home,
            None => self.homes.for_strangers(secret)?,
        };
        line_belongs_to(&home.code);
        Ok(home)
    }

    /// Notes a try before it is decided, or says how long to wait. The organisation of this name may have limits of its own for an account, and the
    /// account may know the device.
    pub async fn begin_attempt(
        &self,
        home: &Home,
        organisation: Option<&str>,
        account_hash: &[u8; 32],
        limits: AttemptLimits,
    ) -> Result<Attempt, Error> {
        let statement = "select attempt_id, retry_after_s, may_succeed from door.begin_attempt($1, $2, $3, $4, $5, make_interval(secs => $6), $7, $8)";
        let row = sqlx::query(statement)
            .bind(organisation)
            .bind(account_hash.as_slice())
            .bind(self.origin.network_text())
            .bind(limits.account_failures_max)
            .bind(limits.network_failures_max)
            .bind(seconds(limits.window_s)?)
            .bind(self.device_hash())
            .bind(W::COOKIE == CookieUse::Proven)
            .fetch_one(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        match (row.try_get::<Option<Uuid>, _>("attempt_id")?, row.try_get::<Option<i32>, _>("retry_after_s")?) {
            (Some(id), _) => Ok(Attempt::Begun { id: AttemptId(id), may_succeed: row.try_get("may_succeed")? }),
            (None, wait) => Ok(Attempt::TooMany { retry_after_s: u32::try_from(wait.unwrap_or(1))? }),
        }
    }

    /// Signs the access token of a session.
    pub fn sign(
        &self,
        home: &Home,
        session: SessionId,
        owner: SessionOwner,
        at: DateTime<Utc>,
        secret: String,
    ) -> Result<String, Error> {
        home.tokens.sign(session, (owner.org_id, owner.person_id), at, secret)
    }

    /// Bits that nobody can foresee.
    pub fn chance<const N: usize>(&self, home: &Home) -> [u8; N] {
        home.database.chance.bytes()
    }

    fn device_hash(&self) -> Option<&[u8]> {
        self.device_hash.as_ref().map(<[u8; 32]>::as_slice)
    }

    async fn sign_out_of(&self, home: &Home, refresh_hash: &[u8; 32]) -> Result<bool, Error> {
        sign_out(home, self.origin, refresh_hash).await
    }
}

impl<W: NamesOrganisation> CrossTenant<W> {
    /// The home where an organisation of this name lives, or the one where strangers are turned away.
    pub async fn home_of(&self, slug: &str) -> Result<&Home, Error> {
        let home = match self.homes.of_organisation(slug).await? {
            Some(home) => home,
            None => self.homes.for_strangers(slug)?,
        };
        line_belongs_to(&home.code);
        Ok(home)
    }
}

async fn sign_out(home: &Home, origin: RequestOrigin, refresh_hash: &[u8; 32]) -> Result<bool, Error> {
    let ended = sqlx::query_scalar("select door.sign_out($1, $2, $3)")
        .bind(refresh_hash.as_slice())
        .bind(origin.network_text())
        .bind(origin.request_id);
    ended.fetch_one(&home.database.sign_in).await.map_err(unavailable)
}

fn seconds(whole: i64) -> Result<f64, Error> {
    Ok(f64::from(i32::try_from(whole)?))
}

impl<W: WayIn> FromRequest for CrossTenant<W> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(enter(request))
    }
}

fn enter<W: WayIn>(request: &HttpRequest) -> Result<CrossTenant<W>, Error> {
    let refresh_token = match W::COOKIE {
        CookieUse::Ignored => None,
        CookieUse::Replaced | CookieUse::Proven => cookie::refresh_token(request),
    };
    let must_say_where_from = refresh_token.is_some() || W::COOKIE == CookieUse::Proven;
    if !from_app::<AllowedOrigins>(request)?.admit(request, must_say_where_from) {
        return Err(ended::CSRF_REFUSED.into());
    }
    if W::COOKIE == CookieUse::Proven {
        let token = refresh_token.as_deref().ok_or(ended::UNAUTHENTICATED)?;
        if !cookie::is_proven(request, token) {
            return Err(ended::CSRF_REFUSED.into());
        }
    }
    Ok(CrossTenant {
        homes: from_app(request)?,
        origin: RequestOrigin::of(request),
        device: device(request),
        device_hash: cookie::device_hash(request),
        refresh_token,
        way: PhantomData,
    })
}

fn from_app<T: 'static>(request: &HttpRequest) -> Result<web::Data<T>, Error> {
    let found = request.app_data::<web::Data<T>>().cloned();
    found.ok_or_else(|| std::io::Error::other(format!("the app lacks {}", std::any::type_name::<T>())).into())
}
