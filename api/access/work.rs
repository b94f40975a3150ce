//! The open transaction under a permission: what a verb works with.
use std::{
    marker::PhantomData,
    ops::{Deref, DerefMut},
    sync::atomic::{AtomicU16, Ordering},
};

use kernel::{Error, PersonId};
use uuid::Uuid;

use crate::{Caller, Database, Tx, home::HomeCode, job::Ticket};

/// The open transaction under `P`.
pub struct Work<'a, P> {
    pub(crate) tx: Tx,
    pub(crate) caller: Caller,
    pub(crate) database: &'a Database,
    pub(crate) home: &'a HomeCode,
    /// How many ids this work has made.
    pub(crate) ids: AtomicU16,
    pub(crate) permission: PhantomData<P>,
    /// Of the job that this is done for, if it is.
    pub(crate) job: Option<&'a Ticket>,
    /// Whether a job was asked for, which the worker is woken for.
    pub(crate) has_enqueued: bool,
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

    /// Ends every session of a person; it holds from the next request on.
    pub async fn end_sessions(&mut self, person: PersonId, because: &'static str) -> Result<i32, Error> {
        let ended = sqlx::query_scalar("select door.end_sessions($1, null, $2)").bind(person).bind(because);
        Ok(ended.fetch_one(self.tx.connection()?).await?)
    }

    /// Ends the caller's own session.
    pub async fn end_own_session(&mut self) -> Result<(), Error> {
        let (person, session) = (self.caller.person_id, self.caller.session_id);
        let ended = sqlx::query("select door.end_sessions($1, $2, 'signed_out')").bind(person).bind(session);
        ended.execute(self.tx.connection()?).await?;
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
