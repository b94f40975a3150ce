//! The extractor that a handler names to reach data, and the transaction it opens.
use std::{
    future::{Ready, ready},
    marker::PhantomData,
    sync::atomic::AtomicU16,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::Method, http::header, web};
use chrono::{DateTime, Utc};
use kernel::{BodyDigest, Error, ended};
use uuid::Uuid;

use crate::{
    Answer, Caller, Changed, FileAnswer, Home, Homes, RequestOrigin, Work,
    answer::Shown,
    api_key,
    confirmation::{Confirming, Proof},
    denial::record_denial,
    event::Event,
    home::{line_belongs_to, lines_of_home},
    kept_secret,
    outage::told,
    permission::{Changes, Discloses, Permission, Reads},
    support,
    suspension::unless_suspended,
    token::digest,
    tx::{Answered, Intention, Kept, Mode, Opening, Tx},
    wrong_key,
};

/// A request that asks to act under `P`; the database decides when the transaction opens.
///
/// There are six ways round it, and none compiles. A permit cannot be made by hand, nor can its work:
/// ```compile_fail,E0451
/// use access::{Permit, permission::Reads, catalogue::ViewPurchaseOrders};
/// fn forge(request: actix_web::HttpRequest) -> Permit<ViewPurchaseOrders> {
///     Permit { request, secret: String::new(), permission: std::marker::PhantomData }
/// }
/// ```
/// No transaction opens without one:
/// ```compile_fail,E0624
/// async fn sneak(database: &access::Database) { let _ = access::Tx::begin(database, todo!()).await; }
/// ```
/// A verb under another permission is not ours to call:
/// ```compile_fail,E0308
/// use access::{Work, catalogue::{ApprovePurchaseOrders, CancelPurchaseOrders}};
/// async fn cancel(_: &mut Work<'_, CancelPurchaseOrders>) {}
/// async fn approve(work: &mut Work<'_, ApprovePurchaseOrders>) { cancel(work).await }
/// ```
/// A change without its event is no change:
/// ```compile_fail,E0271
/// use access::{Answer, Permit, catalogue::ApprovePurchaseOrders};
/// async fn forget(permit: Permit<ApprovePurchaseOrders>) -> Result<Answer<()>, kernel::Error> {
///     permit.change(async |_| Ok::<(), kernel::Error>(())).await
/// }
/// ```
/// A viewing permission cannot change:
/// ```compile_fail,E0599
/// use access::{Answer, Changed, Permit, catalogue::ViewPurchaseOrders};
/// async fn sneak(permit: Permit<ViewPurchaseOrders>) -> Result<Answer<()>, kernel::Error> {
///     permit.change(async |_| -> Result<Changed<()>, kernel::Error> { todo!() }).await
/// }
/// ```
/// And nobody commits by hand:
/// ```compile_fail,E0624
/// async fn sneak(tx: access::Tx) { let _ = tx.commit(&[], None, todo!()).await; }
/// ```
/// The twins that compile:
/// ```
/// use access::{Answer, Changed, Event, Permit, Work, catalogue::{ApprovePurchaseOrders, ViewPurchaseOrders}};
/// async fn look(permit: Permit<ViewPurchaseOrders>) -> Result<Answer<()>, kernel::Error> {
///     permit.read(async |_| Ok(())).await
/// }
/// async fn approve(work: &mut Work<'_, ApprovePurchaseOrders>) -> Result<Changed<()>, kernel::Error> {
///     let event = Event::of::<ApprovePurchaseOrders>(work.new_id(), serde_json::Value::Null);
///     Ok(Changed::new((), event))
/// }
/// async fn change(permit: Permit<ApprovePurchaseOrders>) -> Result<Answer<()>, kernel::Error> {
///     permit.change(async |work| approve(work).await).await
/// }
/// ```
pub struct Permit<P> {
    request: HttpRequest,
    secret: String,
    permission: PhantomData<P>,
}

/// How an answer is kept for a repeated request.
#[derive(Clone, Copy)]
enum Keeping {
    Plain,
    Sealed,
}

impl<P: Reads> Permit<P> {
    /// Runs `verb` in a read-only transaction, which ends without waiting.
    pub async fn read<T: Shown>(
        self,
        verb: impl AsyncFnOnce(&mut Work<'_, P>) -> Result<T, Error>,
    ) -> Result<Answer<T>, Error> {
        let value = self.look(verb).await?;
        Answer::fresh(&value, None)
    }

    /// Runs `verb` in a read-only transaction for a file.
    pub async fn read_file(
        self,
        verb: impl AsyncFnOnce(&mut Work<'_, P>) -> Result<FileAnswer, Error>,
    ) -> Result<FileAnswer, Error> {
        self.look(verb).await
    }

    async fn look<T>(self, verb: impl AsyncFnOnce(&mut Work<'_, P>) -> Result<T, Error>) -> Result<T, Error> {
        let homes = self.homes()?;
        let outcome = async {
            let (mut work, _) = self.open(self.home(&homes)?, Mode::ReadOnly, None).await?;
            verb(&mut work).await
        };
        self.remember_denial(&homes, outcome.await)
    }
}

impl<P: Discloses> Permit<P> {
    /// Runs `verb`, and leaves one event that says what was disclosed to whom.
    pub async fn disclose<T: Shown>(
        self,
        detail: serde_json::Value,
        verb: impl AsyncFnOnce(&mut Work<'_, P>) -> Result<T, Error>,
    ) -> Result<Answer<T>, Error> {
        let homes = self.homes()?;
        let outcome = async {
            let (mut work, _) = self.open(self.home(&homes)?, Mode::ReadWrite, None).await?;
            let value = verb(&mut work).await?;
            let answer = Answer::fresh(&value, None)?;
            let event = Event::disclosed(P::DISCLOSED, Uuid::from(work.caller().org_id), detail);
            work.tx.commit(&[event], None, answered(&answer)).await?;
            Ok(answer)
        };
        self.remember_denial(&homes, outcome.await)
    }

    /// Gathers in its turn over one snapshot, and finishes the file when no transaction is open any more; it leaves only
    /// after one event has said what was taken, by somebody who still may.
    pub async fn disclose_file<G, F>(
        self,
        gather: impl AsyncFnOnce(&mut Work<'_, P>) -> Result<G, Error>,
        finish: impl AsyncFnOnce(G) -> Result<(F, serde_json::Value), Error>,
    ) -> Result<F, Error> {
        let homes = self.homes()?;
        let outcome = async {
            let home = self.home(&homes)?;
            let _turn = home.database.turn_to_export().await?;
            let (mut work, _) = self.open(home, Mode::Snapshot, None).await?;
            let gathered = gather(&mut work).await?;
            drop(work);
            let (file, detail) = finish(gathered).await?;
            let (work, _) = self.open(home, Mode::ReadWrite, None).await?;
            let event = Event::disclosed(P::DISCLOSED, Uuid::from(work.caller().org_id), detail);
            work.tx.commit(&[event], None, Answered { status: 200, location: None, response: &[] }).await?;
            Ok(file)
        };
        self.remember_denial(&homes, outcome.await)
    }
}

impl<P: Changes> Permit<P> {
    /// Runs `verb`, records its events and commits: all of it or none, once for each intention.
    pub async fn change<T: Shown>(
        self,
        verb: impl AsyncFnOnce(&mut Work<'_, P>) -> Result<Changed<T>, Error>,
    ) -> Result<Answer<T>, Error> {
        self.once(verb, Keeping::Plain).await
    }

    /// The same where the answer holds a secret: what is kept of it is sealed.
    pub async fn change_with_secret<T: Shown>(
        self,
        verb: impl AsyncFnOnce(&mut Work<'_, P>) -> Result<Changed<T>, Error>,
    ) -> Result<Answer<T>, Error> {
        self.once(verb, Keeping::Sealed).await
    }

    async fn once<T: Shown>(
        self,
        verb: impl AsyncFnOnce(&mut Work<'_, P>) -> Result<Changed<T>, Error>,
        keeping: Keeping,
    ) -> Result<Answer<T>, Error> {
        let homes = self.homes()?;
        let outcome = async {
            let intention = self.intention()?;
            let home = self.home(&homes)?;
            let (mut confirming, proof) = self.confirming()?.unzip();
            if let (Some(confirming), Some(Some(proof))) = (&mut confirming, proof) {
                // Before the request itself, so that a wrong one counts whatever becomes of it.
                let (work, kept) = self.open(home, Mode::ReadWrite, intention.as_ref()).await?;
                match kept {
                    Some(kept) => return Ok(Answer::replayed(kept)),
                    None => confirming.proven = Some(work.tries(proof, confirming.passkeys.as_deref()).await?),
                }
            }
            let (mut work, kept) = self.open(home, Mode::ReadWrite, intention.as_ref()).await?;
            let key = intention.as_ref().map(|intention| intention.key.as_str()).unwrap_or_default();
            if let Some(kept) = kept {
                return Ok(Answer::replayed(match keeping {
                    Keeping::Plain => kept,
                    Keeping::Sealed => kept_secret::opened(home, work.caller(), key, kept)?,
                }));
            }
            if let Some(confirming) = confirming {
                work.may_be_asked(confirming).await?;
            }
            let outcome = verb(&mut work).await;
            if let Some(asked) = work.takes_asked() {
                return Err(work.asks(asked).await?);
            }
            let Changed { value, mut events, place } = outcome?;
            events.extend(work.confirming.as_mut().and_then(|confirming| confirming.given.take()));
            let answer = Answer::placed(&value, place)?;
            let sealed = match keeping {
                Keeping::Plain => None,
                Keeping::Sealed => Some(kept_secret::sealed(home, work.caller(), key, &answer.body)?),
            };
            let has_enqueued = work.has_enqueued;
            let response = sealed.as_deref().unwrap_or(&answer.body);
            work.tx.commit(&events, intention.as_ref(), Answered { response, ..answered(&answer) }).await?;
            if has_enqueued {
                home.wake_worker();
            }
            Ok(answer)
        };
        self.remember_denial(&homes, outcome.await)
    }

    // What of this request must be confirmed, if its permission says so, and what it shows to confirm it.
    fn confirming(&self) -> Result<Option<(Confirming, Option<Proof>)>, Error> {
        if !P::NEEDS_CONFIRMATION {
            return Ok(None);
        }
        Confirming::of(&self.request).map(Some)
    }

    // A create or an act is a POST and carries a key; an update carries the revision it was made on instead.
    fn intention(&self) -> Result<Option<Intention>, Error> {
        if self.request.method() != Method::POST {
            return Ok(None);
        }
        let key = self.request.headers().get("idempotency-key").ok_or(ended::IDEMPOTENCY_KEY_REQUIRED)?;
        let key =
            key.to_str().ok().filter(|key| (8..=128).contains(&key.len())).ok_or(ended::IDEMPOTENCY_KEY_REQUIRED)?;
        let body = self.request.extensions().get::<BodyDigest>().copied().unwrap_or(BodyDigest([0; 32]));
        let operation = format!("{} {}", self.request.method(), self.request.uri());
        Ok(Some(Intention { key: key.to_owned(), operation, body }))
    }
}

impl<P: Permission> Permit<P> {
    async fn open<'a>(
        &self,
        home: &'a Home,
        mode: Mode,
        intention: Option<&Intention>,
    ) -> Result<(Work<'a, P>, Option<Kept>), Error> {
        let origin = RequestOrigin::of(&self.request);
        let begun = if support::claims_to_be_one(&self.secret) {
            support::begins_to_read(home, &self.secret, P::CODE, support::Reading::of(&self.request), mode).await?;
            Tx::begin_support(&home.database, &self.secret, P::CODE, origin).await
        } else {
            let opening = Opening { mode, secret: &self.secret, permission: P::CODE, origin, intention };
            Tx::begin(&home.database, opening).await
        };
        let (mut tx, caller, kept) = match begun {
            Err(error) if error.refusal() == ended::UNAUTHENTICATED && api_key::claims_to_be_one(&self.secret) => {
                unless_suspended(home, &digest(&self.secret)).await?;
                return Err(wrong_key::turned_away(home, origin, &self.secret).await);
            }
            Err(error) if error.refusal() == ended::UNAUTHENTICATED => {
                unless_suspended(home, &digest(&self.secret)).await?;
                return Err(error);
            }
            begun => begun?,
        };
        if let Some(seconds) = P::SIGN_IN_WITHIN_S {
            tx.must_have_signed_in_within(seconds).await?;
        }
        self.request.extensions_mut().insert((caller.clone(), tx.now()));
        Ok((
            Work {
                tx,
                caller,
                database: &home.database,
                home: &home.code,
                seals: &home.seals,
                ids: AtomicU16::default(),
                permission: PhantomData,
                job: None,
                has_enqueued: false,
                confirming: None,
            },
            kept,
        ))
    }

    fn homes(&self) -> Result<web::Data<Homes>, Error> {
        self.request.app_data::<web::Data<Homes>>().cloned().ok_or_else(|| std::io::Error::other("no homes").into())
    }

    fn home<'a>(&self, homes: &'a Homes) -> Result<&'a Home, Error> {
        homes.of_secret(&self.secret)?.ok_or_else(|| ended::UNAUTHENTICATED.into())
    }

    // What was refused is remembered in a transaction of its own, which the caller does not wait for.
    fn remember_denial<T>(&self, homes: &web::Data<Homes>, outcome: Result<T, Error>) -> Result<T, Error> {
        let is_support = support::claims_to_be_one(&self.secret);
        let outcome = outcome.map_err(|error| told(if is_support { support::told(error) } else { error }));
        if let Err(error) = &outcome
            && let refusal = error.refusal()
            && let status = refusal.status
            && (matches!(status, 403 | 404) || refusal == ended::SIGN_IN_TOO_OLD)
            // Whoever is to confirm something is not denied it.
            && refusal != ended::CONFIRMATION_REQUIRED
        {
            let (homes, secret, origin) = (homes.clone(), self.secret.clone(), RequestOrigin::of(&self.request));
            actix_web::rt::spawn(async move {
                let Ok(Some(home)) = homes.of_secret(&secret) else { return };
                lines_of_home(home.code.clone(), async {
                    if let Err(error) = record_denial(home, &secret, P::CODE, origin, status).await {
                        tracing::warn!(%error, "a denial could not be recorded");
                    }
                })
                .await;
            });
        }
        outcome
    }
}

fn answered<T>(answer: &Answer<T>) -> Answered<'_> {
    Answered { status: answer.status, location: answer.location.as_deref(), response: &answer.body }
}

impl<P: Permission> FromRequest for Permit<P> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(secret(request).map(|secret| Self { request: request.clone(), secret, permission: PhantomData }))
    }
}

// The token, or the key of a program, says which home it is of: the request is that home's from here on.
fn secret(request: &HttpRequest) -> Result<String, Error> {
    let homes = request.app_data::<web::Data<Homes>>().ok_or(ended::UNAUTHENTICATED)?;
    let mut values = request.headers().get_all(header::AUTHORIZATION);
    // Of two, one was not meant: whatever stands in front of us may have looked at the other.
    let (Some(value), None) = (values.next(), values.next()) else { return Err(ended::UNAUTHENTICATED.into()) };
    let shown = value.to_str().ok().and_then(|value| value.strip_prefix("Bearer ")).ok_or(ended::UNAUTHENTICATED)?;
    let (home, secret) = homes.of_bearer(shown)?;
    line_belongs_to(&home.code);
    Ok(secret)
}

/// The caller that a request turned out to have, and when, for the log line and the session's last use.
pub fn caller_of(request: &HttpRequest) -> Option<(Caller, DateTime<Utc>)> {
    request.extensions().get::<(Caller, DateTime<Utc>)>().cloned()
}
