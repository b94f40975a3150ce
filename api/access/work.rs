//! The open transaction under a permission: what a verb works with.
use std::{
    marker::PhantomData,
    ops::{Deref, DerefMut},
    sync::atomic::{AtomicU16, Ordering},
};

use kernel::{Error, PersonId, SessionId};
use uuid::Uuid;

use crate::{Caller, Database, Seals, Tx, confirmation::Confirming, home::HomeCode, job::Ticket};

/// The open transaction under `P`.
pub struct Work<'a, P> {
    pub(crate) tx: Tx,
    pub(crate) caller: Caller,
    pub(crate) database: &'a Database,
    pub(crate) home: &'a HomeCode,
    pub(crate) seals: &'a Seals,
    /// How many ids this work has made.
    pub(crate) ids: AtomicU16,
    pub(crate) permission: PhantomData<P>,
    /// Of the job that this is done for, if it is.
    pub(crate) job: Option<&'a Ticket>,
    /// Whether a job was asked for, which the worker is woken for.
    pub(crate) has_enqueued: bool,
    /// Of what must be confirmed.
    pub(crate) confirming: Option<Confirming>,
}

impl<'a, P> Work<'a, P> {
    /// The home that this happens in.
    pub fn home(&self) -> &'a HomeCode {
        self.home
    }

    /// Who is calling.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// A new id, sorting by the time of this request and within it by the order of asking.
    pub fn new_id(&self) -> Uuid {
        self.database.chance.id(self.tx.now(), self.ids.fetch_add(1, Ordering::Relaxed))
    }

    /// A secret to hand out once; the database is to keep its hash alone.
    pub fn new_secret(&self) -> String {
        let bytes: [u8; 32] = self.database.chance.bytes();
        self.home.mint(&base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, bytes))
    }

    /// Ends one of the caller's own sessions; false when they have no such that lives.
    pub async fn end_own_session(&mut self, session: SessionId) -> Result<bool, Error> {
        let person = self.caller.person_id;
        let ended = sqlx::query_scalar("select door.end_sessions($1, $2, 'signed_out')").bind(person).bind(session);
        let ended: i32 = ended.fetch_one(self.tx.connection()?).await?;
        Ok(ended > 0)
    }

    /// Ends the sessions of a person, or of everybody in the organisation, but the one that asks; says which.
    pub async fn end_other_sessions(
        &mut self,
        person: Option<PersonId>,
        because: &'static str,
    ) -> Result<Vec<SessionId>, Error> {
        let ended = sqlx::query_scalar("select unnest(door.end_other_sessions($1, $2))").bind(person).bind(because);
        Ok(ended.fetch_all(self.tx.connection()?).await?)
    }

    /// Shortens the sign-ins of the organisation to what it now allows.
    pub async fn limit_sessions(&mut self, idle_minutes: i32, lifetime_minutes: i32) -> Result<(), Error> {
        sqlx::query("select door.limit_sessions(make_interval(mins => $1), make_interval(mins => $2))")
            .bind(idle_minutes)
            .bind(lifetime_minutes)
            .execute(self.tx.connection()?)
            .await?;
        Ok(())
    }
}

impl<P> Deref for Work<'_, P> {
    type Target = Tx;
    fn deref(&self) -> &Tx {
        &self.tx
    }
}

impl<P> DerefMut for Work<'_, P> {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.tx
    }
}
