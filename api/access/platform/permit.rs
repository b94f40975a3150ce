//! The extractor that a handler of operators names, and the transaction it opens.
use std::{
    future::{Ready, ready},
    marker::PhantomData,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::Method, web};
use chrono::{DateTime, Utc};
use kernel::{Error, OrgId, SessionId, ended};
use sqlx::{PgConnection, Postgres, Row, Transaction, error::DatabaseError};
use uuid::Uuid;

use super::{
    OPERATOR_COOKIE, OperatorRole, Platform, SupportWord,
    catalogue::{PlatformChanges, PlatformPermission, PlatformReads},
};
use crate::{
    AllowedOrigins, Answer, Homes, Region, RequestOrigin,
    answer::Shown,
    confirmation::{Confirming, Proof},
    cookie::{is_proven, the_one},
    outage::{told, unavailable},
};

/// A request of an operator who asks to act under `P`; the directory decides when the transaction opens.
///
/// Nobody of an organisation gets here, and no operator gets to an organisation: the permissions are of two kinds.
/// ```compile_fail,E0277
/// async fn sneak(permit: access::Permit<access::platform::catalogue::ViewTenants>) -> Result<access::Answer<()>, kernel::Error> {
///     permit.read(async |_| Ok(())).await
/// }
/// ```
/// ```compile_fail,E0277
/// async fn sneak(permit: access::platform::PlatformPermit<access::catalogue::ViewPurchaseOrders>) {}
/// fn enters<T: actix_web::FromRequest>() {}
/// fn all() { enters::<access::platform::PlatformPermit<access::catalogue::ViewPurchaseOrders>>() }
/// ```
/// A viewing permission cannot change:
/// ```compile_fail,E0599
/// async fn sneak(permit: access::platform::PlatformPermit<access::platform::catalogue::ViewTenants>) {
///     let _ = permit.change(async |_| Ok(((), None))).await;
/// }
/// ```
/// The twin that compiles:
/// ```
/// async fn look(permit: access::platform::PlatformPermit<access::platform::catalogue::ViewTenants>) -> Result<access::Answer<()>, kernel::Error> {
///     permit.read(async |_| Ok(())).await
/// }
/// ```
pub struct PlatformPermit<P> {
    cookie: ShownCookie,
    request: HttpRequest,
    permission: PhantomData<fn() -> P>,
}

/// The cookie of an operator's session, of a request that comes from our own pages; nothing is known of whose it is.
pub struct OperatorSession(pub(super) ShownCookie);

pub(super) struct ShownCookie {
    platform: web::Data<Platform>,
    homes: web::Data<Homes>,
    origin: RequestOrigin,
    secret: String,
}

/// Who is calling.
#[derive(Debug, Clone)]
pub struct Operator {
    pub id: Uuid,
    pub session_id: SessionId,
    pub email: String,
    pub name: String,
    pub role: OperatorRole,
    pub signed_in_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub idle_limit_s: i32,
}

/// The open transaction of an operator in the directory.
pub struct PlatformWork<'a, P> {
    tx: Transaction<'static, Postgres>,
    operator: Operator,
    homes: &'a Homes,
    pub(super) platform: &'a Platform,
    origin: RequestOrigin,
    now: DateTime<Utc>,
    /// Of what must be confirmed.
    pub(super) confirming: Option<Confirming>,
    permission: PhantomData<fn() -> P>,
}

impl<'a, P> PlatformWork<'a, P> {
    /// Who is calling.
    pub fn operator(&self) -> &Operator {
        &self.operator
    }

    /// The moment of this request.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Where a store sends its statements.
    pub fn connection(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Commits what was done, and that the session is in use.
    pub(super) async fn keep(mut self) -> Result<(), Error> {
        sqlx::query("select platform.touch_session()").execute(self.connection()).await?;
        Ok(self.tx.commit().await?)
    }

    pub(super) fn homes(&self) -> &'a Homes {
        self.homes
    }

    pub(super) fn origin(&self) -> RequestOrigin {
        self.origin
    }
}

/// Goes on although whoever asked has closed the connection: they must not part a home from the directory.
pub async fn uninterrupted<T: 'static>(work: impl Future<Output = Result<T, Error>> + 'static) -> Result<T, Error> {
    actix_web::rt::spawn(work).await.map_err(std::io::Error::other)?
}

impl<P: PlatformReads> PlatformPermit<P> {
    /// Runs `verb` in a read-only transaction.
    pub async fn read<T: Shown>(
        self,
        verb: impl AsyncFnOnce(&mut PlatformWork<'_, P>) -> Result<T, Error>,
    ) -> Result<Answer<T>, Error> {
        let outcome = async {
            let mut work = self.cookie.open::<P>("begin read only", Some(P::CODE), P::SIGN_IN_WITHIN_S).await?;
            let value = verb(&mut work).await?;
            work.tx.rollback().await?;
            self.cookie.touch().await?;
            Answer::fresh(&value, None)
        };
        outcome.await.map_err(told)
    }
}

impl<P: PlatformChanges> PlatformPermit<P> {
    /// Runs `verb`, whose functions leave their event themselves, and commits: all or nothing. It says where it made something, if it did.
    pub async fn change<T: Shown>(
        self,
        verb: impl AsyncFnOnce(&mut PlatformWork<'_, P>) -> Result<(T, Option<String>), Error>,
    ) -> Result<Answer<T>, Error> {
        let outcome = async {
            let (mut confirming, proof) = self.confirming()?.unzip();
            if let (Some(confirming), Some(Some(proof))) = (&mut confirming, proof) {
                // Before the request itself, so that a wrong one counts whatever becomes of it.
                let work = self.cookie.open::<P>("begin read write", Some(P::CODE), P::SIGN_IN_WITHIN_S).await?;
                confirming.proven = Some(work.tries(proof, confirming.passkeys.as_deref()).await?);
            }
            let mut work = self.cookie.open::<P>("begin read write", Some(P::CODE), P::SIGN_IN_WITHIN_S).await?;
            if let Some(confirming) = confirming {
                work.may_be_asked(confirming).await?;
            }
            let outcome = verb(&mut work).await;
            if let Some(asked) = work.takes_asked() {
                return Err(work.asks(asked).await?);
            }
            let (value, location) = outcome?;
            work.keep().await?;
            Answer::fresh(&value, location)
        };
        outcome.await.map_err(told)
    }
}

impl<P: PlatformPermission> PlatformPermit<P> {
    // What of this request must be confirmed, if its operation says so, and what it shows to confirm it.
    fn confirming(&self) -> Result<Option<(Confirming, Option<Proof>)>, Error> {
        if P::NEEDS_CONFIRMATION { Confirming::of(&self.request).map(Some) } else { Ok(None) }
    }
}

impl OperatorSession {
    /// Whose session it is.
    pub async fn view(&self) -> Result<Operator, Error> {
        let work = self.0.open::<()>("begin read only", None, None).await?;
        let operator = work.operator;
        work.tx.rollback().await?;
        self.0.touch().await?;
        Ok(operator)
    }

    /// Where an organisation may be founded.
    pub fn regions(&self) -> Vec<Region> {
        self.0.homes.regions()
    }

    /// Ends it, and what was read as support in it.
    pub async fn end(&self) -> Result<(), Error> {
        let mut work = self.0.open::<()>("begin read write", None, None).await?;
        let left = sqlx::query("select access_id, org_id, home, operator_id, seal from platform.leave_supports(null)");
        for row in left.fetch_all(work.connection()).await? {
            let word = SupportWord {
                access_id: row.try_get("access_id")?,
                org_id: OrgId(row.try_get("org_id")?),
                home: row.try_get("home")?,
                operator_id: row.try_get("operator_id")?,
                seal: row.try_get("seal")?,
            };
            // Whoever leaves is not kept by a home that is away: there it ends by itself.
            if let Err(error) = work.leaves_support(&word).await {
                tracing::warn!(%error, home = %word.home, "support could not be given back");
            }
        }
        sqlx::query("select platform.end_session()").execute(work.connection()).await?;
        work.tx.commit().await?;
        Ok(())
    }
}

impl ShownCookie {
    // What changes something shows the token of the cookie; where a request comes from, each one says.
    pub(super) fn of(request: &HttpRequest) -> Result<Self, Error> {
        let absent = || std::io::Error::other("the app lacks the operators' plane");
        let origins = request.app_data::<web::Data<AllowedOrigins>>().ok_or_else(absent)?;
        let secret = the_one(request, OPERATOR_COOKIE).ok_or(ended::UNAUTHENTICATED)?;
        let is_proven = request.method() == Method::GET || is_proven(request, &secret);
        if !origins.admit(request, true) || !is_proven {
            return Err(ended::CSRF_REFUSED.into());
        }
        Ok(Self {
            platform: request.app_data::<web::Data<Platform>>().cloned().ok_or_else(absent)?,
            homes: request.app_data::<web::Data<Homes>>().cloned().ok_or_else(absent)?,
            origin: RequestOrigin::of(request),
            secret,
        })
    }

    pub(super) fn platform(&self) -> &Platform {
        &self.platform
    }

    pub(super) async fn open<P>(
        &self,
        begin: &'static str,
        permission: Option<&'static str>,
        within_s: Option<u32>,
    ) -> Result<PlatformWork<'_, P>, Error> {
        let mut tx = self.platform.operator.begin_with(begin).await.map_err(unavailable)?;
        let statement = "select operator_id, session_id, email, name, role, created_at, expires_at, idle_limit_s, at from platform.begin_request($1, $2, $3, $4)";
        let row = sqlx::query(statement)
            .bind(&self.secret)
            .bind(permission)
            .bind(self.origin.request_id)
            .bind(self.origin.network_text())
            .fetch_one(&mut *tx)
            .await;
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                tx.rollback().await?;
                let error = refused(error, permission, within_s);
                if let Some(permission) = permission {
                    self.remember_denial(&error, permission).await?;
                }
                return Err(error);
            }
        };
        let operator = Operator {
            id: row.try_get("operator_id")?,
            session_id: SessionId(row.try_get("session_id")?),
            email: row.try_get("email")?,
            name: row.try_get("name")?,
            role: OperatorRole::read(row.try_get("role")?)?,
            signed_in_at: row.try_get("created_at")?,
            expires_at: row.try_get("expires_at")?,
            idle_limit_s: row.try_get("idle_limit_s")?,
        };
        let now = row.try_get("at")?;
        Ok(PlatformWork {
            tx,
            operator,
            homes: &self.homes,
            platform: &self.platform,
            origin: self.origin,
            now,
            confirming: None,
            permission: PhantomData,
        })
    }

    async fn remember_denial(&self, error: &Error, permission: &'static str) -> Result<(), Error> {
        if error.refusal() == ended::FORBIDDEN || error.refusal() == ended::SIGN_IN_TOO_OLD {
            sqlx::query("select platform.record_denial($1, $2, $3, $4)")
                .bind(&self.secret)
                .bind(permission)
                .bind(self.origin.request_id)
                .bind(self.origin.network_text())
                .execute(&self.platform.operator)
                .await
                .map_err(unavailable)?;
        }
        Ok(())
    }

    // A read leaves nothing behind, so that it is in use is noted after it.
    pub(super) async fn touch(&self) -> Result<(), Error> {
        let mut work = self.open::<()>("begin read write", None, None).await?;
        sqlx::query("select platform.touch_session()").execute(work.connection()).await?;
        work.tx.commit().await?;
        Ok(())
    }
}

pub(super) fn refused(error: sqlx::Error, permission: Option<&'static str>, within_s: Option<u32>) -> Error {
    let code = error.as_database_error().and_then(DatabaseError::code);
    match code.as_deref() {
        Some("CS401") => ended::UNAUTHENTICATED.into(),
        Some("CS403") => Error::refused(ended::FORBIDDEN, permission.unwrap_or_default()),
        Some("CS440") => Error::sign_in_too_old(within_s.unwrap_or_default()),
        _ => unavailable(error),
    }
}

impl<P: PlatformPermission> FromRequest for PlatformPermit<P> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        ready(ShownCookie::of(&request).map(|cookie| Self { cookie, request, permission: PhantomData }))
    }
}

impl FromRequest for OperatorSession {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(ShownCookie::of(request).map(Self))
    }
}
